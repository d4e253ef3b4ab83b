package io.signalbox.app;

import io.signalbox.server.ConfigRefusedException;
import io.signalbox.server.PortInUseException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that shows what the router does: backend, router and client in one process. */
@Command(
    name = "demo",
    description = "Run a simulated backend and the router, send its prompts, show what became.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  static final String LOG_LEVEL = "SR_LOG_LEVEL";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--once", description = "Exit after the table; 0 when all is as expected.")
  private boolean once;

  @Option(
      names = "--port-offset",
      defaultValue = "0",
      description = "Added to all ports: 8000, 8080, 8899, 9190, 50051.")
  private int portOffset;

  @Override
  public Integer call() throws InterruptedException {
    if (portOffset < -7999 || portOffset > DemoPorts.MAX_OFFSET) {
      throw new ParameterException(
          spec.commandLine(),
          "--port-offset: %d (expected: -7999 to %d)".formatted(portOffset, DemoPorts.MAX_OFFSET));
    }
    keepLogShort();
    try (var config = DemoConfig.find();
        var demo = Demo.start(config.file(), new DemoPorts(portOffset));
        var client = new DemoClient(demo.gatewayPort())) {
      boolean expected = show(demo, client);
      if (!once) {
        awaitStop(demo);
      }
      return expected ? ExitCode.OK : FAILED;
    } catch (PortInUseException e) {
      return tell(
          "%s; move all ports with --port-offset, for example --port-offset %d"
              .formatted(e.getMessage(), portOffset + 1000));
    } catch (ConfigRefusedException e) {
      e.problems().forEach(problem -> tell(problem.text()));
      return FAILED;
    }
  }

  /** What the demo has to say stands in its table; the log tells of trouble only. */
  private static void keepLogShort() {
    if (System.getenv(LOG_LEVEL) == null && System.getProperty(LOG_LEVEL) == null) {
      System.setProperty(LOG_LEVEL, "warn");
    }
  }

  private boolean show(Demo demo, DemoClient client) throws InterruptedException {
    say(demo.places());
    say("");
    var rows = DemoClient.sendAll(client);
    DemoTable.lines(rows).forEach(this::say);
    var unexpected = rows.stream().filter(row -> !row.asExpected()).toList();
    say("");
    say("Try one yourself:");
    say(client.curl(DemoPrompt.ALL.getFirst()));
    report(unexpected);
    return unexpected.isEmpty();
  }

  private void report(List<DemoRow> unexpected) {
    var err = spec.commandLine().getErr();
    unexpected.forEach(row -> err.println("demo: not as expected: " + row.expectation()));
    err.flush();
  }

  /** Until the process is told to stop. */
  private void awaitStop(Demo demo) throws InterruptedException {
    say("");
    say("Serving until Ctrl-C.");
    Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "demo-stop"));
    new CountDownLatch(1).await();
  }

  private void say(String line) {
    var out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  private int tell(String problem) {
    spec.commandLine().getErr().println("demo: " + problem);
    return FAILED;
  }
}
