package io.signalbox.parts.cache.facts;

import org.jspecify.annotations.Nullable;

/** No name of one question is replaced in the other. */
final class NameRule implements Rule {
  @Override
  public @Nullable Conflict between(Facts a, Facts b, Frame frame) {
    boolean replaced =
        !Names.missing(a.names(), b).isEmpty() && !Names.missing(b.names(), a).isEmpty();
    return replaced ? Conflict.ENTITY : null;
  }
}
