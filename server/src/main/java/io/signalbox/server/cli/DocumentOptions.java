package io.signalbox.server.cli;

import io.signalbox.engine.RouterEvents;
import io.signalbox.server.DryRouter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The configuration document that a command reads, with the variables of the process. */
final class DocumentOptions {
  @Option(
      names = {"--config", "-config"},
      paramLabel = "FILE",
      required = true,
      description = "The configuration document.")
  private Path file = Path.of("");

  @Mixin private LenientOption leniency = new LenientOption();

  Path file() {
    return file;
  }

  Map<String, String> environment() {
    return System.getenv();
  }

  boolean lenient() {
    return leniency.lenient();
  }

  /**
   * A router that decides by the document and sends nothing.
   *
   * @throws io.signalbox.server.ConfigRefusedException with everything that is wrong
   */
  DryRouter router() {
    return DryRouter.of(file, environment(), lenient(), RouterEvents.NONE);
  }
}
