package io.signalbox.e2e.bench;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.signalbox.extproc.wire.BodyResponse;
import io.signalbox.extproc.wire.CommonResponse;
import io.signalbox.extproc.wire.ExternalProcessorGrpc;
import io.signalbox.extproc.wire.HeaderMap;
import io.signalbox.extproc.wire.HeaderValue;
import io.signalbox.extproc.wire.HeadersResponse;
import io.signalbox.extproc.wire.HttpBody;
import io.signalbox.extproc.wire.HttpHeaders;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingResponse;
import io.signalbox.extproc.wire.ProtocolConfiguration;
import io.signalbox.server.Assembly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Added latency of an ExtProc call: an echo server (the floor), the router with keywords only, and
 * the router with the domain classifier, in turn, in one run. An operation is a new stream:
 * headers, answer, whole body, answer, end.
 *
 * <p>Arguments: rounds (3), seconds a measurement (4).
 */
public final class ExtProcBench {
  private static final int WARM_UP_SECONDS = 5;

  private ExtProcBench() {}

  /** Something to measure. */
  private record Target(String name, ManagedChannel channel, LongFunction<String> prompt) {}

  /** Latencies in nanoseconds, sorted, and operations a second. */
  private record Measured(long[] nanos, double perSecond) {
    double millis(double quantile) {
      return nanos[(int) Math.min(nanos.length - 1, nanos.length * quantile)] / 1e6;
    }
  }

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
    var config = Files.createTempDirectory("bench");
    var echo = echo();
    try (var keywords = router(config, "keywords", KEYWORDS);
        var domain = router(config, "domain", DOMAIN)) {
      var padding = " lorem ipsum dolor sit amet".repeat(145);
      var targets =
          List.of(
              new Target("echo, 0.2 KB", channel(echo.getPort()), n -> "question " + n),
              new Target("keywords, 0.2 KB", channel(keywords), n -> "an integral " + n),
              new Target("domain, 0.2 KB", channel(domain), n -> "why is grass green " + n),
              new Target("echo, 4 KB", channel(echo.getPort()), n -> n + padding),
              new Target("keywords, 4 KB", channel(keywords), n -> n + padding + " integral"),
              new Target("domain, 4 KB", channel(domain), n -> n + padding + " grass"));
      for (var target : targets) {
        measure(target, 4, WARM_UP_SECONDS);
      }
      for (int concurrency : new int[] {1, 16}) {
        report(targets, concurrency, rounds, seconds);
      }
      targets.forEach(target -> target.channel().shutdownNow());
    } finally {
      echo.shutdownNow();
    }
  }

  private static void report(List<Target> targets, int concurrency, int rounds, int seconds)
      throws Exception {
    var p50 = new double[targets.size()][rounds];
    var p99 = new double[targets.size()][rounds];
    var rate = new double[targets.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < targets.size(); i++) {
        var measured = measure(targets.get(i), concurrency, seconds);
        p50[i][round] = measured.millis(0.5);
        p99[i][round] = measured.millis(0.99);
        rate[i][round] = measured.perSecond();
      }
    }
    System.out.printf("%n%d at a time, median of %d rounds%n", concurrency, rounds);
    System.out.printf("| %-18s | p50 ms | p99 ms |  calls/s | p50 against echo |%n", "target");
    System.out.println("| --- | --- | --- | --- | --- |");
    for (int i = 0; i < targets.size(); i++) {
      int floor = i < 3 ? 0 : 3;
      System.out.printf(
          "| %-18s | %6.2f | %6.2f | %8.0f | %5.1f |%n",
          targets.get(i).name(),
          median(p50[i]),
          median(p99[i]),
          median(rate[i]),
          median(p50[i]) / median(p50[floor]));
    }
  }

  private static double median(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static final AtomicLong PROMPTS = new AtomicLong();

  private static Measured measure(Target target, int concurrency, int seconds) throws Exception {
    long start = System.nanoTime();
    long end = start + Duration.ofSeconds(seconds).toNanos();
    Callable<List<Long>> client =
        () -> {
          var took = new ArrayList<Long>();
          while (System.nanoTime() < end) {
            long from = System.nanoTime();
            call(target.channel(), target.prompt().apply(PROMPTS.incrementAndGet()));
            took.add(System.nanoTime() - from);
          }
          return took;
        };
    var all = new ArrayList<Long>();
    try (var threads = Executors.newFixedThreadPool(concurrency)) {
      for (var future : threads.invokeAll(java.util.Collections.nCopies(concurrency, client))) {
        all.addAll(future.get());
      }
    }
    double elapsed = (System.nanoTime() - start) / 1e9;
    return new Measured(
        all.stream().mapToLong(Long::longValue).sorted().toArray(), all.size() / elapsed);
  }

  private static void call(ManagedChannel channel, String prompt) throws InterruptedException {
    var done = new CountDownLatch(1);
    var toServer = new ArrayList<StreamObserver<ProcessingRequest>>(1);
    var observer =
        new StreamObserver<ProcessingResponse>() {
          private int answers;

          @Override
          public void onNext(ProcessingResponse answer) {
            if (++answers == 1) {
              toServer.getFirst().onNext(body(prompt));
            } else {
              toServer.getFirst().onCompleted();
            }
          }

          @Override
          public void onError(Throwable broken) {
            done.countDown();
            throw new IllegalStateException(broken);
          }

          @Override
          public void onCompleted() {
            done.countDown();
          }
        };
    toServer.add(ExternalProcessorGrpc.newStub(channel).process(observer));
    toServer.getFirst().onNext(headers());
    done.await();
  }

  private static ProcessingRequest headers() {
    var map = HeaderMap.newBuilder();
    for (var field :
        List.of(
            List.of(":method", "POST"),
            List.of(":path", "/v1/chat/completions"),
            List.of(":authority", "bench"),
            List.of("content-type", "application/json"),
            List.of("x-request-id", "00000000-0000-4000-8000-000000000000"))) {
      map.addHeaders(
          HeaderValue.newBuilder()
              .setKey(field.getFirst())
              .setRawValue(ByteString.copyFromUtf8(field.getLast())));
    }
    return ProcessingRequest.newBuilder()
        .setRequestHeaders(HttpHeaders.newBuilder().setHeaders(map))
        .setProtocolConfig(
            ProtocolConfiguration.newBuilder()
                .setRequestBodyMode(BodySendMode.BUFFERED)
                .setResponseBodyMode(BodySendMode.NONE))
        .build();
  }

  private static ProcessingRequest body(String prompt) {
    var json =
        "{\"model\":\"auto\",\"temperature\":0.7,\"max_tokens\":512,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(prompt);
    return ProcessingRequest.newBuilder()
        .setRequestBody(
            HttpBody.newBuilder().setBody(ByteString.copyFromUtf8(json)).setEndOfStream(true))
        .build();
  }

  private static ManagedChannel channel(Assembly router) {
    return channel(router.extProcPort());
  }

  private static ManagedChannel channel(int port) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port)
        .usePlaintext()
        .directExecutor()
        .build();
  }

  private static Assembly router(Path folder, String name, String config) throws IOException {
    var file = Files.writeString(folder.resolve(name + ".yaml"), config);
    var router =
        Assembly.start(
            Assembly.Options.of(file).withExtProcPort(0).withApiPort(-1).withMetricsPort(-1));
    return router;
  }

  /** Answers every message at once with nothing. */
  private static Server echo() throws IOException {
    return NettyServerBuilder.forPort(0)
        .directExecutor()
        .addService(
            new ExternalProcessorGrpc.ExternalProcessorImplBase() {
              @Override
              public StreamObserver<ProcessingRequest> process(
                  StreamObserver<ProcessingResponse> out) {
                return new StreamObserver<>() {
                  @Override
                  public void onNext(ProcessingRequest message) {
                    var answer = ProcessingResponse.newBuilder();
                    if (message.hasRequestHeaders()) {
                      answer.setRequestHeaders(HeadersResponse.newBuilder().setResponse(GO_ON));
                    } else {
                      answer.setRequestBody(BodyResponse.newBuilder().setResponse(GO_ON));
                    }
                    out.onNext(answer.build());
                  }

                  @Override
                  public void onError(Throwable broken) {}

                  @Override
                  public void onCompleted() {
                    out.onCompleted();
                  }
                };
              }
            })
        .build()
        .start();
  }

  private static final CommonResponse GO_ON = CommonResponse.getDefaultInstance();

  private static final String KEYWORDS =
      """
      version: v0.3
      providers: {defaults: {default_model: base}}
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

  private static final String DOMAIN =
      KEYWORDS
          .replace(
              "keywords: [{name: sums, operator: OR, keywords: [integral, derivative, matrix]}]",
              "domains: [{name: biology}, {name: math}, {name: other}]")
          .replace("{type: keyword, name: sums}", "{type: domain, name: biology}");
}
