package io.signalbox.simulator;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that runs a simulator until it is told to stop. */
@Command(
    name = "simulate",
    description = "Run a simulated vLLM with LoRA adapters.",
    mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {
  private static final int CANNOT_LISTEN = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--model", defaultValue = SimulatorOptions.MODEL, description = "Base model.")
  private String model = SimulatorOptions.MODEL;

  @Option(names = "--host", defaultValue = SimulatorOptions.HOST, description = "Listen address.")
  private String host = SimulatorOptions.HOST;

  @Option(names = "--port", defaultValue = "8000", description = "Listen port; 0: any free one.")
  private int port = 8000;

  @Option(
      names = "--served-model-name",
      arity = "1..*",
      description = "Ids that replace the model's own.")
  private List<String> servedNames = List.of();

  @Option(
      names = "--lora-modules",
      arity = "1..*",
      converter = AdapterWord.class,
      description = "Adapters, each as name=path or as a JSON object with name, path and so on.")
  private List<Adapter> loras = List.of();

  @Option(names = "--max-loras", defaultValue = "1", description = "Told in the metrics.")
  private int maxLoras = SimulatorOptions.MAX_LORAS;

  @Option(
      names = "--mode",
      defaultValue = "random",
      converter = ModeWord.class,
      description = "echo or random.")
  private AnswerMode mode = AnswerMode.RANDOM;

  @Option(
      names = "--time-to-first-token",
      defaultValue = "0",
      converter = LatencyWord.class,
      description = "In milliseconds, or as 100ms or 1s.")
  private Duration timeToFirstToken = Duration.ZERO;

  @Option(
      names = "--inter-token-latency",
      defaultValue = "0",
      converter = LatencyWord.class,
      description = "In milliseconds, or as 100ms or 1s.")
  private Duration interTokenLatency = Duration.ZERO;

  @Option(names = "--seed", defaultValue = "0", description = "Decides the words of an answer.")
  private long seed;

  @Option(
      names = "--max-model-len",
      defaultValue = "1024",
      description = "Tokens of prompt and answer together.")
  private int maxModelLen = SimulatorOptions.MAX_MODEL_LEN;

  /** The command by itself, telling what is wrong with its arguments in one line. */
  public static CommandLine commandLine() {
    return new CommandLine(new SimulateCommand())
        .setOverwrittenOptionsAllowed(true)
        .setParameterExceptionHandler(SimulateCommand::tellWrongArguments);
  }

  /** Runs until the process is told to stop or its thread is interrupted. */
  @Override
  public Integer call() {
    SimulatorOptions options = options();
    PrintWriter out = spec.commandLine().getOut();
    Simulator simulator;
    try {
      simulator = Simulator.start(options);
    } catch (UncheckedIOException e) {
      spec.commandLine().getErr().println("simulate: " + e.getMessage());
      return CANNOT_LISTEN;
    }
    out.printf(
        "simulate: %s and %d adapters on http://%s:%d%n",
        String.join(", ", options.baseNames()), options.loras().size(), host, simulator.port());
    out.flush();
    awaitStop(simulator);
    return CommandLine.ExitCode.OK;
  }

  private static void awaitStop(Simulator simulator) {
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              simulator.close();
              stopped.countDown();
            },
            "simulate-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Runtime.getRuntime().removeShutdownHook(hook);
      simulator.close();
      Thread.currentThread().interrupt();
    }
  }

  private SimulatorOptions options() {
    try {
      return new SimulatorOptions(
          host,
          port,
          model,
          servedNames,
          loras,
          maxLoras,
          mode,
          timeToFirstToken,
          interTokenLatency,
          seed,
          maxModelLen);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
    }
  }

  private static int tellWrongArguments(ParameterException e, String[] arguments) {
    e.getCommandLine().getErr().println("simulate: " + e.getMessage());
    return CommandLine.ExitCode.USAGE;
  }
}
