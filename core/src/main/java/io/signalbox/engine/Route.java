package io.signalbox.engine;

import io.signalbox.chat.RouterException;
import io.signalbox.fleet.Model;
import io.signalbox.learn.Learning;
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
 * @param learning bends what was picked, or null
 * @param plugins what is done on the way, outermost first
 */
record Route(
    List<Candidate> candidates,
    List<Candidate> fallbacks,
    String algorithm,
    Selector selector,
    @Nullable Learning learning,
    List<PluginSlot> plugins) {
  private static final String SINGLE = "single";

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
    var fitting = fitting(choice);
    var asked = choice.among(fitting);
    var picked = asked(asked);
    int left = candidates.size() - fitting.size();
    if (left > 0) {
      var why =
          "%s; too small for %d tokens: %d of %d"
              .formatted(picked.reason(), choice.leastPromptTokens(), left, candidates.size());
      picked = picked.withCandidate(picked.candidate(), why);
    }
    return learning == null ? picked : learning.apply(asked, picked);
  }

  /** The candidates whose context can hold the prompt; all of them where none can. */
  private List<Candidate> fitting(Choice choice) {
    long tokens = choice.leastPromptTokens();
    var fitting =
        candidates.stream().filter(candidate -> !candidate.traits().tooSmallFor(tokens)).toList();
    return fitting.isEmpty() ? candidates : fitting;
  }

  private Selection asked(Choice choice) {
    if (choice.candidates().size() == 1) {
      return new Selection(choice.candidates().getFirst(), SINGLE, "the only candidate");
    }
    try {
      var selection = selector.select(choice);
      return choice.candidates().contains(selection.candidate())
          ? selection
          : first(choice, "the selector named none of the candidates");
    } catch (RouterException refused) {
      return first(choice, "the selector failed: " + refused.message());
    } catch (RuntimeException broken) {
      return first(choice, "the selector failed: " + broken.getClass().getName());
    }
  }

  /** A selector never breaks a call: what stands first in the configuration answers. */
  private static Selection first(Choice choice, String reason) {
    return new Selection(choice.candidates().getFirst(), "", reason);
  }
}
