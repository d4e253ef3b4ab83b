package io.signalbox.decide;

import io.signalbox.signal.SignalName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decision taken. Why it was taken is told on demand: {@link Decisions#explain}.
 *
 * @param decision the one chosen, or null when none applies
 * @param confidence of its rule, 0 to 1
 * @param matched the leaves that made it apply
 */
public record Verdict(@Nullable Decision decision, double confidence, List<SignalName> matched) {
  /** No rule was asked, or none applies. */
  public static final Verdict NONE = new Verdict(null, 0, List.of());

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
