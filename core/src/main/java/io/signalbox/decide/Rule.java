package io.signalbox.decide;

import io.signalbox.signal.SignalName;
import java.util.List;
import java.util.function.Consumer;

/** A condition over signals. */
public sealed interface Rule {
  /** The named signal holds. */
  record Is(SignalName signal) implements Rule {}

  /** Every part holds; without parts it always holds, with confidence 0. */
  record All(List<Rule> parts) implements Rule {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /** At least one part holds; without parts it never does. */
  record Any(List<Rule> parts) implements Rule {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  /** The part is known not to hold. */
  record Not(Rule part) implements Rule {}

  /** The rule that always holds. */
  static Rule always() {
    return new All(List.of());
  }

  /** Tells the consumer every signal the rule refers to. */
  default void signals(Consumer<SignalName> consumer) {
    switch (this) {
      case Is(SignalName signal) -> consumer.accept(signal);
      case All(List<Rule> parts) -> parts.forEach(part -> part.signals(consumer));
      case Any(List<Rule> parts) -> parts.forEach(part -> part.signals(consumer));
      case Not(Rule part) -> part.signals(consumer);
    }
  }
}
