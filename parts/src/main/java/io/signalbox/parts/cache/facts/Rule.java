package io.signalbox.parts.cache.facts;

import org.jspecify.annotations.Nullable;

/** Tells one kind of difference; the same whichever question stands first. */
@FunctionalInterface
interface Rule {
  @Nullable Conflict between(Facts a, Facts b, Frame frame);
}
