package io.signalbox.select;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.RouterException;
import io.signalbox.fleet.Backend;
import io.signalbox.fleet.Claim;
import io.signalbox.fleet.Model;
import io.signalbox.fleet.Traits;
import org.jspecify.annotations.Nullable;

/**
 * A model that may serve a call.
 *
 * @param model the model or adapter
 * @param thinking whether and how hard it shall reason, or null to leave that to the client
 * @param weight its share of the calls, relative to the other candidates
 * @param claim what the call can show its backends
 */
public record Candidate(Model model, @Nullable Thinking thinking, double weight, Claim claim) {
  /** A candidate for any call. */
  public Candidate(Model model, @Nullable Thinking thinking) {
    this(model, thinking, 1, Claim.NONE);
  }

  /** This candidate with another share of the calls. */
  public Candidate weighing(double share) {
    return new Candidate(model, thinking, share, claim);
  }

  /** What the model is called. */
  public String name() {
    return model.name();
  }

  /** What is known of the model before it is asked. */
  public Traits traits() {
    return model.traits();
  }

  /**
   * A wish about reasoning.
   *
   * @param enabled whether to reason
   * @param effort how hard, for families that know efforts
   */
  public record Thinking(boolean enabled, String effort) {}

  /** This candidate for a call that can show something. */
  public Candidate claiming(Claim shown) {
    return new Candidate(model, thinking, weight, shown);
  }

  /**
   * The request as this candidate's backend understands it and lets it in; a null backend is one
   * the proxy picks.
   *
   * @throws RouterException {@code UNAUTHENTICATED} when a key is required and there is none
   */
  public ChatRequest address(ChatRequest request, @Nullable Backend backend) {
    var family = model.family();
    var named = request.withModel(model.outgoingName(backend));
    var admitted = claim.admit(named, model.name(), backend);
    return thinking == null || family == null
        ? admitted
        : admitted.withReasoning(family.wish(thinking.enabled, thinking.effort, backend));
  }

  /** Whether the model will be asked to reason. */
  public boolean reasons() {
    return thinking != null && thinking.enabled;
  }
}
