package io.signalbox.server.cli;

import picocli.CommandLine.Option;

/** How strictly a command reads the configuration document. */
final class LenientOption {
  @Option(
      names = {"--lenient"},
      description = "Warns about unknown and not yet supported keys instead of refusing them.")
  private boolean lenient;

  boolean lenient() {
    return lenient;
  }
}
