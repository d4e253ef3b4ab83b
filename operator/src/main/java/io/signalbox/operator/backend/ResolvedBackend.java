package io.signalbox.operator.backend;

import io.signalbox.kubernetes.resource.LoraSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server of a model, and where it is.
 *
 * @param name the name of the endpoint in {@code spec.vllmEndpoints}
 * @param model what calls name it by
 * @param reasoningFamily how the model is told to reason, or null
 * @param loras the adapters that the endpoint lists
 * @param host a DNS name or an address
 * @param port a TCP port
 * @param tls whether it speaks https
 * @param weight its share among the servers of the same model, at least 0
 */
public record ResolvedBackend(
    String name,
    String model,
    @Nullable String reasoningFamily,
    List<LoraSpec> loras,
    String host,
    int port,
    boolean tls,
    int weight) {
  public ResolvedBackend {
    loras = List.copyOf(loras);
  }

  /** {@code http://host:port} or {@code https://host:port}, without a path. */
  public String origin() {
    return (tls ? "https://" : "http://") + address();
  }

  /** {@code host:port}. */
  public String address() {
    return host + ":" + port;
  }
}
