package io.signalbox.select;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.decide.Verdict;
import io.signalbox.signal.Readings;
import java.util.List;

/**
 * The question a selector answers.
 *
 * @param recipe the routing graph that asks
 * @param candidates at least two, in the order they are configured
 */
public record Choice(
    String recipe,
    Call call,
    ChatRequest request,
    Readings readings,
    Verdict verdict,
    List<Candidate> candidates) {
  private static final int BYTES_A_TOKEN = 4;

  /** The route that asks. */
  public RouteName route() {
    var decision = verdict.decision();
    return new RouteName(recipe, decision == null ? "" : decision.name());
  }

  /** A number of tokens that the prompt has at least. */
  public long leastPromptTokens() {
    var envelope = request.envelope();
    return ((long) envelope.textBytes() + envelope.structuredBytes()) / BYTES_A_TOKEN;
  }

  /** This question about fewer candidates. */
  public Choice among(List<Candidate> fewer) {
    return new Choice(recipe, call, request, readings, verdict, fewer);
  }
}
