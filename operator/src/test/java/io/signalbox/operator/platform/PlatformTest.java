package io.signalbox.operator.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PlatformTest {
  private final HttpServer server = server();
  private volatile int status = 200;
  private volatile String body = "";

  @BeforeEach
  void start() {
    server.createContext(
        "/apis",
        exchange -> {
          try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void groupsTellWhatThereIs() {
    body =
        """
        {"kind":"APIGroupList","apiVersion":"v1","groups":[
          {"name":"apps","versions":[]},{"name":"gateway.networking.k8s.io","versions":[]},
          {"name":"agentgateway.dev","versions":[]}]}
        """;
    try (var client = client()) {
      assertThat(Platform.detect(client)).isEqualTo(new Platform(false, true, true, false, false));
    }
    assertThat(Platform.of(Set.of("route.openshift.io", "serving.kserve.io")))
        .isEqualTo(new Platform(true, false, false, false, true));
    assertThat(Platform.of(Set.of("gateway.envoyproxy.io")).envoyGateway()).isTrue();
  }

  @Test
  void anErrorIsNoPlatform() {
    body = "{\"kind\":\"Status\",\"status\":\"Failure\"}";
    for (var error : new int[] {403, 500, 503}) {
      status = error;
      try (var client = client()) {
        assertThatThrownBy(() -> Platform.detect(client))
            .isInstanceOf(KubernetesClientException.class);
      }
    }
  }

  @Test
  void aServerThatIsNotThereIsNoPlatform() {
    server.stop(0);
    try (var client = client()) {
      assertThatThrownBy(() -> Platform.detect(client))
          .isInstanceOf(KubernetesClientException.class);
    }
  }

  private KubernetesClient client() {
    var config =
        new ConfigBuilder()
            .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
            .withRequestRetryBackoffLimit(0)
            .withConnectionTimeout(2_000)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
