package io.signalbox.parts.cache.facts;

import org.jspecify.annotations.Nullable;

/** Both ask for the same: for causes or for effects, for one or for all. */
final class AskingRule implements Rule {
  @Override
  public @Nullable Conflict between(Facts a, Facts b, Frame frame) {
    return a.asking().against(b.asking());
  }
}
