package io.signalbox.server.cli;

import io.signalbox.config.load.ConfigLoader;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.Review;
import io.signalbox.engine.RouterEvents;
import io.signalbox.parts.StandardParts;
import io.signalbox.server.Models;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
  @Mixin private DocumentOptions document = new DocumentOptions();

  @Option(
      names = {"--strict"},
      description = "Exits with 1 for warnings, too.")
  private boolean strict;

  @Override
  public Integer call() {
    var loaded = ConfigLoader.load(document.file(), document.environment(), document.lenient());
    var catalog = StandardParts.catalog();
    var ports = Models.checking(_ -> {});
    var compiled =
        new RecipeCompiler(catalog, ports, RouterEvents.NONE, document.lenient()).compile(loaded);
    compiled.problems().forEach(problem -> System.err.println(problem.text()));
    var recipes = compiled.recipes();
    if (recipes == null) {
      return 1;
    }
    var review = Review.of(loaded, recipes, catalog);
    review.forEach(problem -> System.err.println(problem.text()));
    if (strict && !(review.isEmpty() && compiled.problems().isEmpty())) {
      return 1;
    }
    System.out.println(document.file() + ": valid");
    return 0;
  }
}
