package io.signalbox.decide;

import io.signalbox.signal.Bounds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule as it was judged, with all that it is made of. */
public sealed interface Judged {
  /** What it says. */
  Truth truth();

  /** How surely it holds, 0 to 1; 0 unless it holds. */
  double confidence();

  /**
   * A leaf.
   *
   * @param value what was measured; null when nothing was
   * @param bounds where the value must lie for the leaf to hold: the predicate of the rule or the
   *     threshold of the signal; null where no number decides
   * @param state what became of its signal
   * @param failure why its signal could not tell; null unless it failed
   */
  record Leaf(
      Rule.Is rule,
      Truth truth,
      double confidence,
      @Nullable Double value,
      @Nullable Bounds bounds,
      State state,
      @Nullable String failure)
      implements Judged {}

  /** What became of the signal of a leaf. */
  enum State {
    /** It was read. */
    READ,
    /** It was not read, or not all that the leaf depends on was. */
    UNREAD,
    /** It could not tell. */
    FAILED
  }

  /** Parts that are combined. */
  record Tree(Combination combination, Truth truth, double confidence, List<Judged> parts)
      implements Judged {
    public Tree {
      parts = List.copyOf(parts);
    }
  }

  /** How parts are combined. */
  enum Combination {
    ALL,
    ANY,
    NOT
  }
}
