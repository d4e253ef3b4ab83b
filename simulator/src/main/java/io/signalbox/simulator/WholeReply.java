package io.signalbox.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** Answers a call in one piece, after the time that its tokens take. */
final class WholeReply {
  private final Vertx vertx;
  private final Pace pace;
  private final HttpServerResponse response;
  private final RunningRequest request;
  private final ReplyDocument document;
  private final List<Answer> answers;
  private final int steps;

  WholeReply(
      Vertx vertx,
      Pace pace,
      HttpServerResponse response,
      RunningRequest request,
      ReplyDocument document,
      List<Answer> answers) {
    this.vertx = vertx;
    this.pace = pace;
    this.response = response;
    this.request = request;
    this.document = document;
    this.answers = answers;
    this.steps = answers.stream().mapToInt(answer -> answer.tokens().size()).max().orElse(0);
  }

  void start() {
    response.closeHandler(closed -> request.aborted());
    response.exceptionHandler(reset -> request.aborted());
    whenDue(0, this::firstToken);
  }

  private void firstToken() {
    request.generated(1, answers.size());
    whenDue(steps - 1, this::end);
  }

  private void end() {
    int tokens = answers.stream().mapToInt(answer -> answer.tokens().size()).sum();
    request.generated(steps - 1, tokens - answers.size());
    request.finished(answers);
    Responses.json(response, 200, document.whole());
  }

  private void whenDue(int step, Runnable next) {
    if (request.hasEnded()) {
      return;
    }
    long waitMillis = pace.waitMillis(step, request.elapsedNanos());
    if (waitMillis <= 0) {
      next.run();
    } else {
      vertx.setTimer(waitMillis, timer -> whenDue(step, next));
    }
  }
}
