package io.signalbox.engine;

import io.signalbox.plugin.Plugin;
import io.signalbox.select.Candidate;
import io.signalbox.select.Choice;
import io.signalbox.select.Selection;
import io.signalbox.select.Selector;
import java.util.Comparator;
import java.util.List;

/**
 * What follows from a decision.
 *
 * @param candidates models that may serve; at least one
 * @param selector picks one of several
 * @param plugins what is done on the way, outermost first
 */
record Route(List<Candidate> candidates, Selector selector, List<PluginSlot> plugins) {
  /**
   * A plugin and the type it is configured by.
   *
   * @param type for events
   * @param plugin the advice
   */
  record PluginSlot(String type, Plugin plugin) {}

  Route {
    candidates = List.copyOf(candidates);
    plugins = plugins.stream().sorted(Comparator.comparing(slot -> slot.plugin().stage())).toList();
  }

  Selection select(Choice choice) {
    return candidates.size() == 1
        ? new Selection(candidates.getFirst(), "single", "the only candidate")
        : selector.select(choice);
  }
}
