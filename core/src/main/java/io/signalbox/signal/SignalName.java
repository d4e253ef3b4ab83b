package io.signalbox.signal;

import org.jspecify.annotations.Nullable;

/**
 * What a rule leaf refers to.
 *
 * @param type the leaf type, for example {@code keyword}
 * @param name the configured name within that type
 */
public record SignalName(String type, String name) {
  /** The name whose label this may be: without what follows the last colon; null without one. */
  public @Nullable SignalName labelled() {
    int colon = name.lastIndexOf(':');
    return colon < 0 ? null : new SignalName(type, name.substring(0, colon));
  }

  @Override
  public String toString() {
    return type + ":" + name;
  }
}
