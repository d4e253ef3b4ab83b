package io.signalbox.server.gateway;

import static io.signalbox.server.gateway.Rig.chat;
import static io.signalbox.server.gateway.ScriptedBackend.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.Fault;
import io.signalbox.server.door.Budget;
import io.signalbox.simulator.Simulator;
import io.signalbox.simulator.SimulatorOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starting, many calls at once, and stopping. */
class LifecycleIT {
  @Test
  void portInUseIsNamed() {
    try (var backend = ScriptedBackend.friendly();
        var rig = Rig.to(backend)) {
      assertThatThrownBy(() -> Rig.to(backend, UnaryOperator.identity(), rig.gateway.port()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + rig.gateway.port());
    }
  }

  @Test
  void twoHundredCallsAtOnce() throws Exception {
    var simulated =
        SimulatorOptions.defaults()
            .withLoras("math-expert")
            .withLatency(Duration.ofMillis(20), Duration.ofMillis(1));
    try (var simulator = Simulator.start(simulated);
        var rig = Rig.refs(ref(simulator.port()), UnaryOperator.identity());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<HttpResponse<String>>>();
      for (int i = 0; i < 200; i++) {
        var body =
            chat("an integral " + i)
                .replace("{\"model\"", "{\"stream\":" + (i % 2 == 0) + ",\"model\"");
        answers.add(threads.submit(() -> rig.post(body)));
      }
      for (int i = 0; i < answers.size(); i++) {
        var answer = answers.get(i).get();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("[math-expert,");
        assertThat(answer.body().contains("data: [DONE]")).isEqualTo(i % 2 == 0);
      }
      for (int i = 0; i < answers.size(); i++) {
        assertThat(rig.events.ending().complete()).isTrue();
      }
    }
  }

  @Test
  void callsOverTheLimitAreRefused() {
    var release = new CompletableFuture<Boolean>();
    try (var backend =
            ScriptedBackend.with(asked -> {
              var _ = release.thenAccept(now -> ScriptedBackend.answer(asked));
            });
        var rig = Rig.to(backend, setup -> setup.withBudget(new Budget(1, 1 << 20)))) {
      var first = CompletableFuture.supplyAsync(() -> rig.post(chat("hi")));
      backend.next();
      var second = rig.post(chat("hi"));

      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.headers().firstValue("retry-after")).hasValue("1");
      assertThat(second.body()).contains("\"code\":503");
      assertThat(rig.send(rig.request("/health").GET().build()).statusCode()).isEqualTo(200);
      release.complete(true);
      assertThat(first.join().statusCode()).isEqualTo(200);
      assertThat(rig.events.failure().error().fault()).isEqualTo(Fault.OVERLOADED);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void drainingLetsOpenCallsEnd(boolean http2) throws IOException {
    try (var backend =
            ScriptedBackend.with(asked ->
                asked
                    .response()
                    .setChunked(true)
                    .putHeader("content-type", "text/event-stream")
                    .write(event("one")));
        var rig = Rig.to(backend)) {
      int port = rig.gateway.port();
      var response = rig.open(http2, chat("hi"));
      assertThat(response.body().read()).isEqualTo('d');

      var drained = CompletableFuture.supplyAsync(() -> rig.gateway.drain(Duration.ofSeconds(20)));
      awaitRefusal(port);
      assertThat(drained).isNotDone();
      backend.next().response().end(event("two"));

      assertThat(response.body().readAllBytes()).asString().endsWith("data: two\n\n");
      assertThat(drained.join()).isTrue();
      assertThat(rig.events.ending().complete()).isTrue();
      assertThat(rig.events.failures()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void drainingCutsWhatTakesTooLong(boolean http2) throws IOException {
    try (var backend =
            ScriptedBackend.with(asked ->
                asked
                    .response()
                    .setChunked(true)
                    .putHeader("content-type", "text/event-stream")
                    .write(event("one")));
        var rig = Rig.to(backend)) {
      var response = rig.open(http2, chat("hi"));
      assertThat(response.body().read()).isEqualTo('d');

      assertThat(rig.gateway.drain(Duration.ofMillis(200))).isTrue();
      assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
      assertThat(rig.events.failure().error().fault()).isEqualTo(Fault.CANCELLED);
      backend.awaitAbort();
    }
  }

  @Test
  void http2IsSpokenWithoutAnUpgrade() {
    try (var backend = ScriptedBackend.friendly();
        var rig = Rig.to(backend)) {
      var options =
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false);
      var answer =
          rig.vertx
              .createHttpClient(options)
              .request(HttpMethod.POST, rig.gateway.port(), "127.0.0.1", Rig.CHAT)
              .compose(request -> request.send(Buffer.buffer(chat("hi"))))
              .compose(response ->
                  response.version() == HttpVersion.HTTP_2
                      ? response.body()
                      : io.vertx.core.Future.failedFuture("not HTTP/2"))
              .toCompletionStage()
              .toCompletableFuture()
              .join();

      assertThat(answer.toString()).isEqualTo(ScriptedBackend.ANSWER);
      var asked = backend.next();
      assertThat(asked.request().version()).isEqualTo(HttpVersion.HTTP_1_1);
      assertThat(asked.header("host")).isEqualTo("127.0.0.1:" + backend.port());
    }
  }

  /** Until no new connection is taken. */
  private static void awaitRefusal(int port) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (System.nanoTime() < deadline) {
      try (var raw = new RawClient(port)) {
        raw.write("GET /health HTTP/1.1\r\nhost: a\r\n\r\n").readUntil("}");
      } catch (UncheckedIOException refused) {
        return;
      }
    }
    throw new AssertionError("connections are still taken");
  }

  private static String ref(int port) {
    return "{name: primary, endpoint: \"127.0.0.1:%d\"}".formatted(port);
  }
}
