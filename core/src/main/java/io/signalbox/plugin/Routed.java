package io.signalbox.plugin;

import io.signalbox.chat.Call;
import io.signalbox.decide.Verdict;
import io.signalbox.fleet.Claim;
import io.signalbox.fleet.Model;
import io.signalbox.select.Selection;
import io.signalbox.signal.Readings;

/**
 * Everything decided about a call.
 *
 * @param call who asks
 * @param recipe the routing graph that decided; empty when the client named a model itself
 * @param askedFor the model as the client named it
 * @param readings what was read
 * @param verdict the decision taken
 * @param selection the candidate picked
 */
public record Routed(
    Call call,
    String recipe,
    String askedFor,
    Readings readings,
    Verdict verdict,
    Selection selection) {
  /** The model that answers. */
  public Model model() {
    return selection.candidate().model();
  }

  /** This call with the first fallback in place of a model that does not answer. */
  public Routed withNextModel() {
    var fallbacks = selection.fallbacks();
    var next =
        selection
            .withCandidate(fallbacks.getFirst(), "in place of " + model().name())
            .withFallbacks(fallbacks.subList(1, fallbacks.size()));
    return new Routed(call, recipe, askedFor, readings, verdict, next);
  }

  /** This call with something to show the backends of its model. */
  public Routed claiming(Claim shown) {
    var claiming =
        selection.withCandidate(selection.candidate().claiming(shown), selection.reason());
    return new Routed(call, recipe, askedFor, readings, verdict, claiming);
  }

  /** Whether the router chose the model. */
  public boolean auto() {
    return !recipe.isEmpty();
  }

  /** The name of the decision taken, or the empty string. */
  public String decisionName() {
    var decision = verdict.decision();
    return decision == null ? "" : decision.name();
  }
}
