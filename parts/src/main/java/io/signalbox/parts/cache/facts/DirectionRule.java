package io.signalbox.parts.cache.facts;

import org.jspecify.annotations.Nullable;

/** From A to B is not from B to A. */
final class DirectionRule implements Rule {
  @Override
  public @Nullable Conflict between(Facts a, Facts b, Frame frame) {
    return a.roles().turnedIn(b.roles()) ? Conflict.DIRECTION : null;
  }
}
