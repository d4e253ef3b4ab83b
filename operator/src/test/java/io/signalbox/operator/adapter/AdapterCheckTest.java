package io.signalbox.operator.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.signalbox.operator.adapter.AdapterReport.Finding;
import io.signalbox.operator.adapter.AdapterReport.Kind;
import io.signalbox.operator.backend.ResolvedBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class AdapterCheckTest {
  private static final Map<String, Set<String>> ADAPTERS = Map.of("base", Set.of("math", "law"));

  private final HttpServer server = server();
  private final AdapterCheck check = new AdapterCheck(Duration.ofSeconds(2));

  @AfterEach
  void stop() {
    server.stop(0);
    check.close();
  }

  @Test
  void whatIsServedAndConfiguredIsNothingToTell() {
    answer(
        200,
        """
        {"data": [{"id": "base"}, {"id": "math", "parent": "base"}, {"id": "law", "parent": null}]}
        """);
    var report = check.check(List.of(backend()), ADAPTERS);
    assertThat(report.findings()).isEmpty();
    assertThat(report.degraded()).isFalse();
  }

  @Test
  void missingAdaptersAMissingBaseAndOthersAreTold() {
    answer(200, "{\"data\": [{\"id\": \"law\"}, {\"id\": \"poems\", \"parent\": \"base\"}]}");
    var report = check.check(List.of(backend()), ADAPTERS);
    assertThat(report.findings())
        .extracting(Finding::kind)
        .containsExactly(
            Kind.BASE_MODEL_NOT_SERVED, Kind.MISSING_ADAPTER, Kind.UNCONFIGURED_ADAPTER);
    assertThat(report.findings())
        .extracting(Finding::subject)
        .containsExactly("base", "math", "poems");
    assertThat(report.degraded()).isTrue();
  }

  @Test
  void oddAnswersAreUnknownAndNoError() {
    unknown(500, "", "status 500");
    unknown(302, "", "status 302");
    unknown(200, "<html>", "no JSON");
    unknown(200, "{\"data\": {}}", "no list of models");
    unknown(200, "[".repeat(5_000), "no JSON");
    unknown(200, "\"" + "x".repeat(2 << 20) + "\"", "");
  }

  @Test
  void manyThatNeverAnswerTakeAsLongAsOne() throws IOException {
    try (var deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var backend = backend(deaf.getLocalPort());
      long start = System.nanoTime();
      var report = check.check(Collections.nCopies(16, backend), ADAPTERS);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
      assertThat(report.findings()).hasSize(16).allMatch(one -> one.kind() == Kind.UNKNOWN);
      assertThat(report.findings().getFirst().message()).contains("no answer in time");
      assertThat(report.degraded()).isFalse();
    }
  }

  @Test
  void aHostThatIsNoneIsUnknown() {
    var backend = new ResolvedBackend("a", "base", null, List.of(), "not a host", 80, false, 1);
    assertThat(check.check(List.of(backend), ADAPTERS).findings().getFirst().message())
        .contains("no address");
  }

  private void unknown(int status, String body, String why) {
    answer(status, body);
    var findings = check.check(List.of(backend()), ADAPTERS).findings();
    assertThat(findings).hasSize(1).allMatch(one -> one.kind() == Kind.UNKNOWN);
    assertThat(findings.getFirst().message()).contains(why).hasSizeLessThan(200);
  }

  private void answer(int status, String body) {
    try {
      server.removeContext("/v1/models");
    } catch (IllegalArgumentException first) {
      server.start();
    }
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/v1/models",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
  }

  private ResolvedBackend backend() {
    return backend(server.getAddress().getPort());
  }

  private static ResolvedBackend backend(int port) {
    return new ResolvedBackend("a", "base", null, List.of(), "127.0.0.1", port, false, 1);
  }

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
