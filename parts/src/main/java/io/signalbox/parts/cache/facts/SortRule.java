package io.signalbox.parts.cache.facts;

import org.jspecify.annotations.Nullable;

/** Neither question names a thing in the place of another of its sort. */
final class SortRule implements Rule {
  @Override
  public @Nullable Conflict between(Facts a, Facts b, Frame frame) {
    return Sorts.ALL.between(a.members(), b.members());
  }
}
