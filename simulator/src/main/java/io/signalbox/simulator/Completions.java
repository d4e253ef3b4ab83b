package io.signalbox.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Answers completion calls, whole or as a stream. */
final class Completions {
  private final Vertx vertx;
  private final Pace pace;
  private final AnswerWords words;
  private final VllmMetrics metrics;
  private final InstantSource clock;
  private final Supplier<String> ids;

  Completions(
      Vertx vertx,
      SimulatorOptions options,
      VllmMetrics metrics,
      InstantSource clock,
      Supplier<String> ids) {
    this.vertx = vertx;
    this.pace = new Pace(options.timeToFirstToken(), options.interTokenLatency());
    this.words = new AnswerWords(options.mode(), options.seed());
    this.metrics = metrics;
    this.clock = clock;
    this.ids = ids;
  }

  void answer(CompletionCall call, HttpServerResponse response) {
    if (response.closed()) {
      return;
    }
    List<Answer> answers = words.answers(call);
    ReplyDocument document =
        call.format().document(call, answers, ids.get(), clock.instant().getEpochSecond());
    RunningRequest request = metrics.begin(call);
    if (call.streams()) {
      new StreamedReply(vertx, pace, response, request, document, answers).start();
    } else {
      new WholeReply(vertx, pace, response, request, document, answers).start();
    }
  }
}
