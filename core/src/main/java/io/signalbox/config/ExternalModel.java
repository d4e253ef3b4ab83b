package io.signalbox.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model that reads prompts and is served by somebody else. */
public record ExternalModel(
    @Doc("What signals and modules call it.") @Default("") String name,
    @Doc("Kind of server; all are asked in the same way.") @Default("vllm") String llmProvider,
    @Doc("What it is for.") Role modelRole,
    @Doc("Where it is served.") Endpoint llmEndpoint,
    @Doc("How the server calls the model.") @Default("") String llmModelName,
    @Doc("Seconds that one try may take; 0 for 5.") @Default("0") @Range(min = 0, max = 600)
        double llmTimeoutSeconds,
    @Doc("Tries after the first one, while the call allows.") @Default("1") @Range(min = 0, max = 5)
        int maxRetries,
    @Doc("Longest answer of a language model, in tokens; 0 for 512.")
        @Default("0")
        @Range(min = 0, max = 32768)
        int maxTokens,
    @Doc("Sent as a bearer token; wins over api_key_env.") @Nullable Secret accessKey,
    @Doc("Variable of the environment that holds the key.") @Nullable String apiKeyEnv) {
  private static final double USUAL_SECONDS = 5;
  private static final int USUAL_TOKENS = 512;

  public ExternalModel {
    llmTimeoutSeconds = llmTimeoutSeconds == 0 ? USUAL_SECONDS : llmTimeoutSeconds;
    maxTokens = maxTokens == 0 ? USUAL_TOKENS : maxTokens;
  }

  /** Whether it tells labels. */
  public boolean classifies() {
    return modelRole == Role.CLASSIFICATION;
  }

  /** What an external model is for. */
  public enum Role {
    /** Judges prompts. */
    GUARDRAIL,
    /** Tells labels. */
    CLASSIFICATION,
    /** Rates. */
    SCORING,
    /** Names the route that fits. */
    PREFERENCE,
    /** Rewrites what is remembered. */
    MEMORY_REWRITE,
    /** Finds what is worth remembering. */
    MEMORY_EXTRACTION
  }

  /** Where an external model is served. */
  public record Endpoint(
      @Doc("Host, or a URL to which the API's paths are appended.") @Default("") String address,
      @Doc("TCP port; that of the address or protocol when left out.") @Range(min = 1, max = 65535)
          @Nullable Integer port,
      @Doc("Whether it speaks TLS.") @Default("http") BackendRef.Scheme protocol) {
    /** What paths are appended to; empty when the address is none. */
    public Optional<URI> base() {
      return BackendAddress.parse(address.strip(), protocol == BackendRef.Scheme.HTTPS)
          .flatMap(found ->
              uri(
                  new BackendAddress(
                      found.host(),
                      port == null ? found.port() : port,
                      found.tls(),
                      found.basePath())));
    }
  }

  /** The URL of an address; empty when the JDK reads it as something else. */
  static Optional<URI> uri(BackendAddress address) {
    try {
      var scheme = address.tls() ? "https://" : "http://";
      var uri = new URI(scheme + address.authority() + address.basePath());
      return uri.getHost() == null ? Optional.empty() : Optional.of(uri);
    } catch (URISyntaxException none) {
      return Optional.empty();
    }
  }
}
