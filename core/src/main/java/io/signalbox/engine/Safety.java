package io.signalbox.engine;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.SignalPart;
import io.signalbox.config.Vocabulary;
import io.signalbox.decide.Rule;
import io.signalbox.signal.SignalName;
import java.util.List;

/** Tells which signals guard against harm, and so which rules do. */
final class Safety {
  private final Catalog catalog;
  private final Vocabulary vocabulary;

  /**
   * @param vocabulary names those that no part reads yet
   */
  Safety(Catalog catalog, Vocabulary vocabulary) {
    this.catalog = catalog;
    this.vocabulary = vocabulary;
  }

  /** Whether a signal guards. */
  boolean guards(SignalName signal) {
    return vocabulary.safety(signal.type())
        || catalog.signalByLeaf(signal.type()).filter(SignalPart::safety).isPresent();
  }

  /** Whether a rule asks a signal that guards, in whatever sense. */
  boolean asked(Rule rule) {
    return switch (rule) {
      case Rule.Is(SignalName signal) -> guards(signal);
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
      case Rule.Is(SignalName signal) -> upright && guards(signal);
      case Rule.All(List<Rule> parts) -> parts.stream().anyMatch(part -> alarms(part, upright));
      case Rule.Any(List<Rule> parts) -> parts.stream().anyMatch(part -> alarms(part, upright));
      case Rule.Not(Rule part) -> alarms(part, !upright);
    };
  }
}
