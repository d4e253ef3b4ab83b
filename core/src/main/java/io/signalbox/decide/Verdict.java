package io.signalbox.decide;

import io.signalbox.signal.SignalName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decision taken.
 *
 * @param decision the one chosen, or null when none applies
 * @param confidence of its rule, 0 to 1
 * @param matched the leaves that made it apply
 * @param explanation what every decision's rule said
 */
public record Verdict(
    @Nullable Decision decision,
    double confidence,
    List<SignalName> matched,
    Explanation explanation) {
  /** No rule was asked. */
  public static final Verdict NONE = new Verdict(null, 0, List.of(), new Explanation(List.of()));

  /** The first matched name of a type, or null. */
  public @Nullable String firstMatched(String type) {
    for (var name : matched) {
      if (name.type().equals(type)) {
        return name.name();
      }
    }
    return null;
  }
}
