package io.signalbox.config;

/** A text of the document that nothing may show. */
public record Secret(String text) {
  @Override
  public String toString() {
    return "[hidden]";
  }
}
