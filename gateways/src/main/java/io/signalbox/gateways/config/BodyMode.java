package io.signalbox.gateways.config;

/** How a gateway shows bodies to the router. */
public enum BodyMode {
  /** Whole bodies; the router asks for pieces where a reply is a stream of events. */
  BUFFERED,
  /** Pieces of bodies in both directions, as they come. */
  FULL_DUPLEX;

  /** As the command line writes it. */
  @Override
  public String toString() {
    return this == BUFFERED ? "buffered" : "full-duplex";
  }

  /** The mode that a command line names, in whichever case. */
  static BodyMode of(String text) {
    for (var mode : values()) {
      if (mode.toString().equalsIgnoreCase(text.strip().replace('_', '-'))) {
        return mode;
      }
    }
    throw new IllegalArgumentException("%s (expected: buffered or full-duplex)".formatted(text));
  }
}
