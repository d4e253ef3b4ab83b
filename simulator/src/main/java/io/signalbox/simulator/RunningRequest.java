package io.signalbox.simulator;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One request between its start and its end, as the metrics see it. It ends once. */
final class RunningRequest {
  private static final double NANOS_PER_SECOND = 1e9;

  private final VllmMetrics metrics;
  private final CompletionCall call;
  private final LongSupplier nanoTime;
  private final long startNanos;
  private long lastTokenNanos;
  private int generatedTokens;
  private boolean ended;

  RunningRequest(VllmMetrics metrics, CompletionCall call, LongSupplier nanoTime) {
    this.metrics = metrics;
    this.call = call;
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
    this.lastTokenNanos = startNanos;
  }

  long elapsedNanos() {
    return nanoTime.getAsLong() - startNanos;
  }

  /**
   * Tells of tokens made since the last call.
   *
   * @param steps one after another, each with a token for every choice that still runs
   */
  void generated(int steps, int tokens) {
    if (ended || steps == 0) {
      return;
    }
    long now = nanoTime.getAsLong();
    double secondsPerStep = (now - lastTokenNanos) / NANOS_PER_SECOND / steps;
    for (int i = 0; i < steps; i++) {
      if (generatedTokens == 0 && i == 0) {
        metrics.firstToken(secondsPerStep, call.promptTokens());
      } else {
        metrics.nextToken(secondsPerStep);
      }
    }
    metrics.generated(tokens);
    generatedTokens += tokens;
    lastTokenNanos = now;
  }

  void finished(List<Answer> answers) {
    end(answers.stream().map(Answer::finishReason).toList());
  }

  void aborted() {
    end(List.of("abort"));
  }

  boolean hasEnded() {
    return ended;
  }

  /** What the request holds of the KV cache. */
  int heldTokens() {
    return call.promptTokens() + generatedTokens;
  }

  Optional<String> adapter() {
    return call.adapter() ? Optional.of(call.model()) : Optional.empty();
  }

  private void end(List<String> reasons) {
    if (!ended) {
      ended = true;
      metrics.ended(this, elapsedNanos() / NANOS_PER_SECOND, reasons);
    }
  }
}
