package io.signalbox.server.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code signalbox cache}: what there is to ask of the cache of answers. */
@Command(
    name = "cache",
    mixinStandardHelpOptions = true,
    subcommands = CacheExplainCommand.class,
    description = "Tells about the cache of answers.")
public final class CacheCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "no command (try: signalbox cache explain)");
  }
}
