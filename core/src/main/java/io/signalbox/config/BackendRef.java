package io.signalbox.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One place where a model is served. */
public record BackendRef(
    @Doc("Name for logs and metrics.") @Nullable String name,
    @Doc("host:port; a scheme sets TLS, a path is ignored.") @Nullable String endpoint,
    @Doc("Whether an endpoint speaks TLS.") @Default("http") Scheme protocol,
    @Doc("Share of the requests relative to the model's other backends; 0 means 1.")
        @Default("1")
        @Range(min = 0, max = 1_000_000)
        int weight,
    @Doc("Kind of server, as in external_model_ids.") @Nullable String type,
    @Doc("URL to which the API's paths are appended.") @Nullable String baseUrl,
    @Doc("Who runs the server.") @Nullable String provider,
    @Inline BackendAccess access) {

  /** How a backend is spoken to. */
  public enum Scheme {
    HTTP,
    HTTPS
  }

  public BackendRef {
    weight = weight == 0 ? 1 : weight;
  }

  /** The kind of server: the type, else the provider, else vLLM. */
  public String backendType() {
    return named(type).or(() -> named(provider)).orElse("vllm");
  }

  /**
   * Whether the backend is somebody's API with a path of its own, which requests are sent to; a
   * plain endpoint takes the path that the client asked for.
   */
  public boolean hasProfile() {
    return named(baseUrl).or(() -> named(provider)).isPresent();
  }

  /** Whether its kind says that it speaks Anthropic's messages. */
  boolean anthropic() {
    return backendType().equalsIgnoreCase("anthropic");
  }

  /** Where to connect to; empty when neither URL nor endpoint is one. The URL wins. */
  public Optional<BackendAddress> address() {
    var tls = protocol == Scheme.HTTPS;
    var url = named(baseUrl);
    return url.isPresent()
        ? url.flatMap(text -> BackendAddress.parse(text, tls))
        : named(endpoint)
            .flatMap(text -> BackendAddress.parse(text, tls))
            .map(BackendAddress::root);
  }

  private static Optional<String> named(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(t -> !t.isEmpty());
  }
}
