package io.signalbox.bench;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures the router against a server that does nothing, each in a process of its own, in turn, in
 * one run; then the gateway against its backend alone. Prints tables for docs/performance.md.
 */
@Command(name = "bench", mixinStandardHelpOptions = true, description = "What a call costs.")
public final class Bench implements Callable<Integer> {
  private static final String PADDING = " lorem ipsum dolor sit amet".repeat(145);

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Rounds, of which the median tells.")
  private int rounds;

  @Option(names = "--seconds", defaultValue = "4", description = "Length of a measurement.")
  private int seconds;

  @Option(names = "--warm-up", defaultValue = "30", description = "Seconds before the first one.")
  private int warmUp;

  @Option(
      names = "--concurrency",
      split = ",",
      defaultValue = "1,16,256",
      description = "Calls at a time.")
  private List<Integer> concurrencies = List.of();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  /**
   * A row to measure.
   *
   * @param floor the row it is a ratio of
   */
  private record Row(String name, Subject subject, Load.Work work, int floor) {}

  @Override
  public Integer call() throws Exception {
    var folder = Files.createTempDirectory("bench");
    int port = Subject.freePort();
    var config =
        Files.writeString(folder.resolve("keywords.yaml"), KEYWORDS.replace("PORT", "8000"));
    try (var echo = Subject.java(Echo.class);
        var router =
            Subject.signalbox(
                port,
                "serve",
                "--config",
                config.toString(),
                "--port",
                Integer.toString(port),
                "--enable-api=false",
                "--metrics-port",
                "0")) {
      extProc(echo, router);
    }
    gateway(folder);
    return 0;
  }

  private void extProc(Subject echo, Subject router) throws Exception {
    var toEcho = channel(echo);
    var toRouter = channel(router);
    var rows = new ArrayList<Row>();
    for (var size : List.of("0.2 KB", "4 KB")) {
      for (boolean duplex : new boolean[] {false, true}) {
        var mode = (duplex ? "FULL_DUPLEX_STREAMED " : "BUFFERED ") + size;
        int floor = rows.size();
        rows.add(new Row("echo, " + mode, echo, work(toEcho, duplex, size), floor));
        rows.add(new Row("router, " + mode, router, work(toRouter, duplex, size), floor));
      }
    }
    for (var row : rows) {
      Load.run(row.work(), 16, Duration.ofSeconds(Math.max(1, warmUp / rows.size())));
    }
    for (int concurrency : concurrencies) {
      measure("%d streams at a time".formatted(concurrency), rows, concurrency);
    }
    toEcho.shutdownNow();
    toRouter.shutdownNow();
  }

  private static Load.Work work(ManagedChannel channel, boolean duplex, String size) {
    var operation = new Operation(channel, duplex);
    var padding = size.equals("4 KB") ? PADDING : "";
    return number -> operation.run(chat("an integral " + number + padding));
  }

  private void gateway(Path folder) throws Exception {
    int backendPort = Subject.freePort();
    int gatewayPort = Subject.freePort();
    int extProcPort = Subject.freePort();
    var config =
        Files.writeString(
            folder.resolve("gateway.yaml"),
            KEYWORDS
                .replace(
                    "listeners: []",
                    "listeners: [{name: http, address: 127.0.0.1, port: %d}]"
                        .formatted(gatewayPort))
                .replace("PORT", Integer.toString(backendPort)));
    try (var backend =
            Subject.signalbox(
                backendPort,
                "simulate",
                "--port",
                Integer.toString(backendPort),
                "--model",
                "base",
                "--lora-modules",
                "expert=/models/expert",
                "--mode",
                "echo");
        var gateway =
            Subject.signalbox(
                gatewayPort,
                "serve",
                "--config",
                config.toString(),
                "--port",
                Integer.toString(extProcPort),
                "--enable-api=false",
                "--metrics-port",
                "0")) {
      var rows =
          List.of(
              new Row("backend alone", backend, post(backendPort, "expert"), 0),
              new Row("through the gateway", gateway, post(gatewayPort, "auto"), 0));
      for (var row : rows) {
        Load.run(row.work(), 4, Duration.ofSeconds(Math.max(1, warmUp / 4)));
      }
      measure("HTTP, one request at a time", rows, 1);
    }
  }

  private static Load.Work post(int port, String model) {
    var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    var uri = URI.create("http://127.0.0.1:%d/v1/chat/completions".formatted(port));
    return number -> {
      var body = new String(chat("an integral " + number), StandardCharsets.UTF_8);
      var request =
          HttpRequest.newBuilder(uri)
              .header("content-type", "application/json")
              .POST(BodyPublishers.ofString(body.replace("\"auto\"", '"' + model + '"')))
              .build();
      var response = client.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new IOException("status " + response.statusCode());
      }
    };
  }

  private void measure(String title, List<Row> rows, int concurrency) throws Exception {
    var timings = new ArrayList<List<Figures>>();
    rows.forEach(row -> timings.add(new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < rows.size(); i++) {
        timings.get(i).add(measure(rows.get(i), concurrency));
      }
    }
    System.out.printf("%n%s, median of %d rounds of %d s%n%n", title, rounds, seconds);
    System.out.println(
        "| target | p50 µs | p99 µs | p99.9 µs | calls/s | CPU µs/call | KB/call | MiB | p50 ratio"
            + " | rate ratio |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (int i = 0; i < rows.size(); i++) {
      var own = Figures.median(timings.get(i));
      var floor = Figures.median(timings.get(rows.get(i).floor()));
      System.out.printf(
          Locale.ROOT,
          "| %s | %.0f | %.0f | %.0f | %.0f | %.0f | %.1f | %.0f | %.2f | %.2f |%n",
          rows.get(i).name(),
          own.p50(),
          own.p99(),
          own.p999(),
          own.rate(),
          own.cpu(),
          own.kilobytes(),
          own.resident(),
          own.p50() / floor.p50(),
          own.rate() / floor.rate());
    }
  }

  private Figures measure(Row row, int concurrency) throws InterruptedException {
    var subject = row.subject();
    long cpu = subject.cpu().toNanos();
    long allocated = subject.allocatedBytes();
    var timing = Load.run(row.work(), concurrency, Duration.ofSeconds(seconds));
    long calls = timing.nanos().length;
    var resident = subject.residentMiB();
    return new Figures(
        timing.micros(0.5),
        timing.micros(0.99),
        timing.micros(0.999),
        timing.perSecond(),
        (subject.cpu().toNanos() - cpu) / 1e3 / calls,
        (subject.allocatedBytes() - allocated) / 1024.0 / calls,
        resident == null ? Double.NaN : resident);
  }

  private static byte[] chat(String prompt) {
    return "{\"model\":\"auto\",\"temperature\":0.7,\"max_tokens\":8,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(prompt)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static ManagedChannel channel(Subject subject) {
    return NettyChannelBuilder.forAddress("127.0.0.1", subject.port())
        .usePlaintext()
        .directExecutor()
        .build();
  }

  private static final String KEYWORDS =
      """
      version: v0.3
      listeners: []
      providers:
        defaults: {default_model: base}
        models: [{name: base, backend_refs: [{name: b, endpoint: "127.0.0.1:PORT"}]}]
      routing:
        modelCards: [{name: base, loras: [{name: expert}]}]
        signals:
          keywords: [{name: sums, operator: OR, keywords: [integral, derivative, matrix]}]
        decisions:
        - name: sums
          priority: 10
          rules: {operator: OR, conditions: [{type: keyword, name: sums}]}
          modelRefs: [{model: base, lora_name: expert}]
          plugins: [{type: system_prompt, configuration: {system_prompt: "You are good at sums."}}]
      """;
}
