package io.signalbox.select;

import io.signalbox.chat.ChatRequest;
import io.signalbox.fleet.Backend;
import io.signalbox.fleet.Model;
import org.jspecify.annotations.Nullable;

/**
 * A model that may serve a call.
 *
 * @param model the model or adapter
 * @param thinking whether and how hard it shall reason, or null to leave that to the client
 */
public record Candidate(Model model, @Nullable Thinking thinking) {
  /**
   * A wish about reasoning.
   *
   * @param enabled whether to reason
   * @param effort how hard, for families that know efforts
   */
  public record Thinking(boolean enabled, String effort) {}

  /**
   * The request as this candidate's backend understands it; a null backend is one the proxy picks.
   */
  public ChatRequest address(ChatRequest request, @Nullable Backend backend) {
    var family = model.family();
    var named = request.withModel(model.outgoingName(backend));
    var admitted = backend == null ? named : backend.admit(named);
    return thinking == null || family == null
        ? admitted
        : admitted.withReasoning(family.wish(thinking.enabled, thinking.effort, backend));
  }

  /** Whether the model will be asked to reason. */
  public boolean reasons() {
    return thinking != null && thinking.enabled;
  }
}
