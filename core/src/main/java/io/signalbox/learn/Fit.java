package io.signalbox.learn;

import java.util.Locale;
import java.util.Optional;

/** How well a model fitted a call, as somebody judged afterwards. */
public enum Fit {
  /** It was up to the task. */
  GOOD_FIT,
  /** A better model was needed. */
  UNDERPOWERED,
  /** A cheaper model would have done. */
  OVERPROVISIONED,
  /** It gave no answer of use. */
  FAILED;

  /** The verdict of that name in the contract. */
  public static Optional<Fit> of(String word) {
    for (var fit : values()) {
      if (fit.word().equals(word)) {
        return Optional.of(fit);
      }
    }
    return Optional.empty();
  }

  /** Its name in the contract. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a model gains from it in a match against the others of its route: 1, ½ or 0. */
  double points() {
    return switch (this) {
      case GOOD_FIT -> 1;
      case OVERPROVISIONED -> 0.5;
      case UNDERPOWERED, FAILED -> 0;
    };
  }
}
