package io.signalbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command: its flags, its exit codes, and a whole run. */
class SimulateCommandIT {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port abc                        | --port",
        "--port 70000                      | --port: 70000",
        "--port=-1                         | --port: -1",
        "--max-loras 0                     | --max-loras: 0",
        "--max-model-len 0                 | --max-model-len: 0",
        "--mode loud                       | --mode",
        "--time-to-first-token 5parsecs    | 5parsecs",
        "--inter-token-latency=-5          | -5",
        "--seed x                          | --seed",
        "--lora-modules {\"name\":         | not valid JSON",
        "--lora-modules {}                 | adapter name",
        "--lora-modules {\"name\":5}       | name: expected a string",
        "--lora-modules math               | not name=path",
        "--lora-modules a=/x a=/y          | --lora-modules: a",
        "--model m --lora-modules m=/x     | --lora-modules: m",
        "--served-model-name               | --served-model-name",
        "--model                           | --model",
        "--bogus                           | --bogus"
      })
  void wrongArgumentsAreOneLineAndExitTwo(String arguments, String told) {
    StringWriter err = new StringWriter();

    int exit =
        SimulateCommand.commandLine()
            .setErr(new PrintWriter(err, true))
            .execute(arguments.split(" ", -1));

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("simulate: ").contains(told);
  }

  @Test
  void portInUseIsNamedAndExitOne() {
    try (Simulator simulator = Simulator.start(SimulatorOptions.defaults())) {
      StringWriter err = new StringWriter();

      int exit =
          SimulateCommand.commandLine()
              .setErr(new PrintWriter(err, true))
              .execute("--port", Integer.toString(simulator.port()));

      assertThat(exit).isEqualTo(1);
      assertThat(err.toString().lines()).hasSize(1);
      assertThat(err.toString()).contains("port " + simulator.port());
    }
  }

  @Test
  void bothAdapterFormsAreServedUntilStopped() throws Exception {
    Run run =
        new Run(
            "--model=org/base",
            "--port=0",
            "--host",
            "0.0.0.0",
            "--max-loras",
            "2",
            "--lora-modules",
            "{\"name\":\"science-expert\"}",
            "{\"name\":\"math-expert\",\"path\":\"/m\",\"base_model_name\":\"b\"}",
            "law-expert=/models/law",
            "--served-model-name",
            "base",
            "alias",
            "--mode=echo",
            "--time-to-first-token=1ms",
            "--inter-token-latency",
            "0",
            "--seed=5",
            "--max-model-len",
            "2048");
    String models = run.get("/v1/models");

    assertThat(models)
        .contains("\"id\":\"base\"", "\"id\":\"alias\"", "\"root\":\"org/base\"")
        .contains("\"id\":\"science-expert\"", "\"root\":\"science-expert\"")
        .contains("\"root\":\"/m\",\"parent\":\"b\"")
        .contains("\"root\":\"/models/law\",\"parent\":\"base\"")
        .contains("\"max_model_len\":2048");
    assertThat(run.get("/metrics")).contains("max_lora=\"2\"");
    assertThat(run.stop()).isZero();
  }

  /** A command that runs in a thread of its own. */
  private static final class Run {
    private static final Pattern ADDRESS = Pattern.compile("http://0\\.0\\.0\\.0:(\\d+)");

    private final AtomicInteger exit = new AtomicInteger(-1);
    private final Thread thread;
    private final int port;

    Run(String... arguments) throws InterruptedException {
      BlockingQueue<String> printed = new LinkedBlockingQueue<>();
      CommandLine command =
          SimulateCommand.commandLine().setOut(new PrintWriter(new LineQueue(printed), true));
      thread = Thread.ofPlatform().start(() -> exit.set(command.execute(arguments)));
      String line = printed.poll(20, TimeUnit.SECONDS);
      Matcher address = ADDRESS.matcher(line == null ? "" : line);
      assertThat(address.find()).as(line).isTrue();
      port = Integer.parseInt(address.group(1));
    }

    String get(String path) throws Exception {
      try (HttpClient client = HttpClient.newHttpClient()) {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return client
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
            .body();
      }
    }

    int stop() throws InterruptedException {
      thread.interrupt();
      thread.join(20_000);
      return exit.get();
    }
  }

  /** Hands over what was printed at each flush. */
  private static final class LineQueue extends StringWriter {
    private final BlockingQueue<String> lines;

    LineQueue(BlockingQueue<String> lines) {
      this.lines = lines;
    }

    @Override
    public void flush() {
      String text = toString();
      getBuffer().setLength(0);
      if (!text.isEmpty()) {
        lines.add(text);
      }
    }
  }
}
