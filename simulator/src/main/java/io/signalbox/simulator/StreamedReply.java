package io.signalbox.simulator;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers a call as server-sent events, a token at a time. A step gives the next token of every
 * choice that still runs. Steps keep to a timetable that starts with the request; a client that
 * reads slowly holds them back, and they catch up when it reads again.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *     events</a>
 */
final class StreamedReply {
  /** Steps without a pause, so that a fast stream leaves the event loop to others too. */
  private static final int MAX_BURST = 64;

  private final Vertx vertx;
  private final Pace pace;
  private final HttpServerResponse response;
  private final RunningRequest request;
  private final ReplyDocument document;
  private final List<Answer> answers;
  private final int steps;
  private int step;

  StreamedReply(
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
    response
        .setChunked(true)
        .putHeader("content-type", "text/event-stream; charset=utf-8")
        .putHeader("cache-control", "no-cache");
    response.writeHead();
    advance();
  }

  private void advance() {
    for (int burst = 0; burst < MAX_BURST; burst++) {
      if (request.hasEnded()) {
        return;
      }
      if (response.writeQueueFull()) {
        awaitRoom();
        return;
      }
      long waitMillis = pace.waitMillis(step, request.elapsedNanos());
      if (waitMillis > 0) {
        vertx.setTimer(waitMillis, timer -> advance());
        return;
      }
      writeStep();
    }
    Context context = Objects.requireNonNull(Vertx.currentContext(), "on an event loop");
    context.runOnContext(ignored -> advance());
  }

  private void awaitRoom() {
    response.drainHandler(drained -> {
      response.drainHandler(null);
      advance();
    });
  }

  private void writeStep() {
    int tokens = 0;
    for (Answer answer : answers) {
      if (step == 0) {
        write(document.opening(answer));
      }
      int size = answer.tokens().size();
      if (step < size) {
        tokens++;
        write(document.delta(answer, step));
      }
      if (step == size - 1) {
        write(document.closing(answer));
      }
    }
    request.generated(1, tokens);
    step++;
    if (step == steps) {
      end();
    }
  }

  private void end() {
    write(document.ending());
    request.finished(answers);
    response.end(document.mark());
  }

  private void write(List<ObjectNode> events) {
    events.forEach(event -> response.write(document.frame(event)));
  }
}
