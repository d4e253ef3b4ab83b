package io.signalbox.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The numbers that count: between a lower and an upper bound, or beyond one. */
public record BoundsConfig(
    @Doc("Greater than.") @Nullable Double gt,
    @Doc("At least.") @Nullable Double gte,
    @Doc("Less than.") @Nullable Double lt,
    @Doc("At most.") @Nullable Double lte) {

  /** What makes the bounds useless: none at all, two for one end, or no number between them. */
  public Optional<String> fault() {
    if (gt == null && gte == null && lt == null && lte == null) {
      return Optional.of("no bound");
    }
    if (gt != null && gte != null) {
      return Optional.of("both gt and gte");
    }
    if (lt != null && lte != null) {
      return Optional.of("both lt and lte");
    }
    var lower = gt == null ? gte : gt;
    var upper = lt == null ? lte : lt;
    boolean empty =
        lower != null
            && upper != null
            && (lower > upper || (lower.equals(upper) && (gt != null || lt != null)));
    return empty ? Optional.of("no number between " + lower + " and " + upper) : Optional.empty();
  }
}
