package io.signalbox.decide;

import io.signalbox.signal.Bounds;
import io.signalbox.signal.SignalName;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A condition over signals. */
public sealed interface Rule {
  /**
   * The named signal holds or, with a predicate, what was measured of it lies within bounds.
   *
   * @param signal a configured name, or {@code name:label} for one of the labels that it measures
   * @param predicate where the measured value must lie, whether or not the name holds; where
   *     nothing is measured the confidence stands for it
   * @param onError what it says when its signal failed
   */
  record Is(SignalName signal, @Nullable Bounds predicate, OnError onError) implements Rule {
    /** The name holds; unknown for good when its signal failed. */
    public Is(SignalName signal) {
      this(signal, null, OnError.UNKNOWN);
    }
  }

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
      case Is leaf -> consumer.accept(leaf.signal());
      case All(List<Rule> parts) -> parts.forEach(part -> part.signals(consumer));
      case Any(List<Rule> parts) -> parts.forEach(part -> part.signals(consumer));
      case Not(Rule part) -> part.signals(consumer);
    }
  }
}
