package io.signalbox.parts.guard;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a disguised stretch of a text says when it is made plain.
 *
 * @param text the plain text
 * @param techniques how it was disguised
 */
public record Variant(String text, Set<Technique> techniques) {
  public Variant {
    techniques = Collections.unmodifiableSet(EnumSet.copyOf(techniques));
  }
}
