package io.signalbox.signal;

/**
 * What a rule leaf refers to.
 *
 * @param type the leaf type, for example {@code keyword}
 * @param name the configured name within that type
 */
public record SignalName(String type, String name) {
  @Override
  public String toString() {
    return type + ":" + name;
  }
}
