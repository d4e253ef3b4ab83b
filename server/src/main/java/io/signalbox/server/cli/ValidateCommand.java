package io.signalbox.server.cli;

import io.signalbox.config.ConfigLoader;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.RouterEvents;
import io.signalbox.parts.StandardParts;
import io.signalbox.server.Models;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code signalbox validate}: tells everything that is wrong with a configuration and starts
 * nothing.
 */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description =
        "Checks a configuration document; exit 1 and every problem with its line if it is wrong.")
public final class ValidateCommand implements Callable<Integer> {
  @Option(
      names = {"--config", "-config"},
      paramLabel = "FILE",
      required = true,
      description = "The configuration document.")
  private Path config = Path.of("");

  @Option(
      names = {"--lenient"},
      description = "Warns about unknown and not yet supported keys instead of refusing them.")
  private boolean lenient;

  @Override
  public Integer call() {
    var loaded = ConfigLoader.load(config, System.getenv(), lenient);
    var compiler =
        new RecipeCompiler(StandardParts.catalog(), Models::none, RouterEvents.NONE, lenient);
    var compiled = compiler.compile(loaded);
    compiled.problems().forEach(problem -> System.err.println(problem.text()));
    if (compiled.recipes() == null) {
      return 1;
    }
    System.out.println(config + ": valid");
    return 0;
  }
}
