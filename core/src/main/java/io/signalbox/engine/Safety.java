package io.signalbox.engine;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.SignalPart;
import io.signalbox.decide.Projections;
import io.signalbox.decide.Projections.Source;
import io.signalbox.decide.Rule;
import io.signalbox.signal.SignalName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells which signals guard against harm, and so which rules do. */
final class Safety {
  private final Catalog catalog;

  /** Outputs of projections that harm has a part in. */
  private final Set<String> weighing = new HashSet<>();

  /** Those of them that more harm leads to. */
  private final Set<String> alarming = new HashSet<>();

  Safety(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The same for rules that refer to the outputs of projections. */
  Safety with(Projections projections) {
    var wider = new Safety(catalog);
    // Scores stand behind those that they depend on, so that one pass sees everything.
    var harm = new Harm();
    for (var score : projections.scores()) {
      for (var input : score.inputs()) {
        harm.add(score.name(), input, wider.weighing, wider.alarming, this);
      }
      for (var mapping : projections.mappings()) {
        if (mapping.score().equals(score.name())) {
          mapping.bands().forEach(band -> wider.judge(band, score.name(), harm));
        }
      }
    }
    return wider;
  }

  private void judge(Projections.Band band, String score, Harm harm) {
    boolean rising = harm.rising.contains(score);
    boolean falling = harm.falling.contains(score);
    if (rising || falling) {
      weighing.add(band.output());
    }
    var bounds = band.bounds();
    boolean open = bounds.gt() == null && bounds.gte() == null;
    if (open ? falling : rising) {
      alarming.add(band.output());
    }
  }

  /** Which scores grow with harm, and which shrink. */
  private static final class Harm {
    private final Set<String> rising = new HashSet<>();
    private final Set<String> falling = new HashSet<>();

    void add(
        String score,
        Projections.Input input,
        Set<String> weighing,
        Set<String> alarming,
        Safety safety) {
      double weight = input.weight();
      switch (input.source()) {
        case Source.Binary(var signal, double match, double miss, var _) -> {
          if (safety.guards(signal)) {
            add(score, weight * (match - miss));
          }
        }
        case Source.Confidence(var signal, var _) -> {
          if (safety.guards(signal)) {
            add(score, weight);
          }
        }
        case Source.Raw(var signal, var _) -> {
          if (safety.guards(signal)) {
            add(score, weight);
          }
        }
        case Source.Metric(var metric, var _) -> {
          if (safety.guards(metric)) {
            add(score, weight);
          }
        }
        case Source.Other(String other) -> {
          if (rising.contains(other)) {
            add(score, weight);
          }
          if (falling.contains(other)) {
            add(score, -weight);
          }
        }
        case Source.Output(String output) -> {
          if (weighing.contains(output)) {
            add(score, alarming.contains(output) ? weight : -weight);
          }
        }
      }
    }

    private void add(String score, double weight) {
      if (weight > 0) {
        rising.add(score);
      } else if (weight < 0) {
        falling.add(score);
      }
    }
  }

  /** Whether a signal guards. */
  boolean guards(SignalName signal) {
    return guards(signal.type());
  }

  /** Whether signals of a type guard. */
  boolean guards(String type) {
    return catalog.signalByLeaf(type).filter(SignalPart::safety).isPresent();
  }

  /** Whether a rule asks a signal that guards, in whatever sense. */
  boolean asked(Rule rule) {
    return switch (rule) {
      case Rule.Is leaf ->
          projected(leaf) ? weighing.contains(leaf.signal().name()) : guards(leaf.signal());
      case Rule.All(List<Rule> parts) -> parts.stream().anyMatch(this::asked);
      case Rule.Any(List<Rule> parts) -> parts.stream().anyMatch(this::asked);
      case Rule.Not(Rule part) -> asked(part);
    };
  }

  /**
   * Whether harm can be why a rule holds. One that only asks for its absence names who may serve
   * the harmless; it guards nothing.
   */
  boolean alarms(Rule rule) {
    return alarms(rule, true);
  }

  private boolean alarms(Rule rule, boolean upright) {
    return switch (rule) {
      // Beneath a NOT, what shrinks with harm is what harm makes hold.
      case Rule.Is leaf -> asked(leaf) && alarms(leaf) == upright;
      case Rule.All(List<Rule> parts) -> parts.stream().anyMatch(part -> alarms(part, upright));
      case Rule.Any(List<Rule> parts) -> parts.stream().anyMatch(part -> alarms(part, upright));
      case Rule.Not(Rule part) -> alarms(part, !upright);
    };
  }

  private boolean alarms(Rule.Is leaf) {
    return projected(leaf) ? alarming.contains(leaf.signal().name()) : guards(leaf.signal());
  }

  private static boolean projected(Rule.Is leaf) {
    return leaf.signal().type().equals(Projections.LEAF);
  }
}
