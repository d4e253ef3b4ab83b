package io.signalbox.engine;

import io.signalbox.fleet.Model;
import io.signalbox.plugin.Plugin;
import io.signalbox.select.Candidate;
import io.signalbox.select.Choice;
import io.signalbox.select.Selection;
import io.signalbox.select.Selector;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a decision.
 *
 * @param candidates models that may serve; at least one
 * @param fallbacks models that may answer in place of the selected one, in order
 * @param algorithm the name of what picks one of several
 * @param selector picks one of several
 * @param plugins what is done on the way, outermost first
 */
record Route(
    List<Candidate> candidates,
    List<Candidate> fallbacks,
    String algorithm,
    Selector selector,
    List<PluginSlot> plugins) {
  /**
   * A plugin and the type it is configured by.
   *
   * @param type for events
   * @param plugin the advice
   */
  record PluginSlot(String type, Plugin plugin) {}

  Route {
    candidates = List.copyOf(candidates);
    fallbacks = List.copyOf(fallbacks);
    plugins = plugins.stream().sorted(Comparator.comparing(slot -> slot.plugin().stage())).toList();
  }

  Selection select(Choice choice) {
    var selection = pick(choice);
    return selection.withFallbacks(behind(selection.candidate()));
  }

  /** The candidate that is a model, or null. */
  @Nullable Candidate candidate(Model model) {
    for (var candidate : candidates) {
      if (candidate.model().equals(model)) {
        return candidate;
      }
    }
    return null;
  }

  /** The fallbacks that are served elsewhere than the selected model and each other. */
  private List<Candidate> behind(Candidate selected) {
    var places = new HashSet<String>();
    places.add(selected.model().servedAs());
    return fallbacks.stream().filter(next -> places.add(next.model().servedAs())).toList();
  }

  private Selection pick(Choice choice) {
    if (candidates.size() == 1) {
      return new Selection(candidates.getFirst(), "single", "the only candidate");
    }
    try {
      var selection = selector.select(choice);
      return candidates.contains(selection.candidate())
          ? selection
          : first("the selector named none of the candidates");
    } catch (RuntimeException broken) {
      return first("the selector failed: " + broken.getClass().getName());
    }
  }

  /** A selector never breaks a call: what stands first in the configuration answers. */
  private Selection first(String reason) {
    return new Selection(candidates.getFirst(), "", reason);
  }
}
