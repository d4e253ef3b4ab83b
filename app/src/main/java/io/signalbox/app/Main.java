package io.signalbox.app;

import io.signalbox.gateways.config.GatewayConfigCommand;
import io.signalbox.gateways.doctor.DoctorCommand;
import io.signalbox.server.cli.CacheCommand;
import io.signalbox.server.cli.CalibrateCommand;
import io.signalbox.server.cli.EvalCommand;
import io.signalbox.server.cli.ExplainCommand;
import io.signalbox.server.cli.SchemaCommand;
import io.signalbox.server.cli.ServeCommand;
import io.signalbox.server.cli.TestCommand;
import io.signalbox.server.cli.ValidateCommand;
import io.signalbox.simulator.SimulateCommand;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code signalbox} program. */
@Command(
    name = "signalbox",
    description = "A semantic router for LLM traffic.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Tells the version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"signalbox " + (version == null ? "development" : version)};
    }
  }

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The program with all its commands. */
  static CommandLine commandLine() {
    var program = new CommandLine(new Main());
    commands().forEach(program::addSubcommand);
    return lastOneCounts(program)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Main::tellWrongArguments)
        .setExecutionExceptionHandler(Main::tellFailure);
  }

  /** As with the router it replaces, a flag of serve may come again; manifests build on it. */
  private static CommandLine lastOneCounts(CommandLine program) {
    Objects.requireNonNull(program.getSubcommands().get("serve"))
        .setOverwrittenOptionsAllowed(true);
    return program;
  }

  private static List<Object> commands() {
    return List.of(
        new ServeCommand(KubernetesSource::of),
        new ValidateCommand(),
        new SchemaCommand(),
        new TestCommand(),
        new ExplainCommand(),
        new CacheCommand(),
        new EvalCommand(),
        new CalibrateCommand(),
        new DoctorCommand(),
        new GatewayConfigCommand(),
        new DemoCommand(),
        new SimulateCommand(),
        new RehearseCommand());
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "no command (try: signalbox demo, signalbox --help)");
  }

  private static int tellWrongArguments(ParameterException e, String[] arguments) {
    var command = e.getCommandLine();
    command.getErr().println(command.getCommandSpec().qualifiedName(" ") + ": " + e.getMessage());
    return CommandLine.ExitCode.USAGE;
  }

  private static int tellFailure(
      Exception e, CommandLine command, CommandLine.ParseResult arguments) {
    var message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    command.getErr().println(command.getCommandSpec().qualifiedName(" ") + ": " + message);
    return CommandLine.ExitCode.SOFTWARE;
  }
}
