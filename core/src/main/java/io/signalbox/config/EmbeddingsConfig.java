package io.signalbox.config;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The model that makes vectors of texts, and how signals use them. */
public record EmbeddingsConfig(
    @Doc("The one model that there is.") @Default("{}") Semantic semantic) {

  /** The model that makes vectors of texts. */
  public record Semantic(
      @Doc(
              "Who makes them: the router itself (candle, openvino), or a server that speaks the OpenAI"
                  + " API (openai_compatible).")
          @Default("candle")
          Backend backend,
      @Doc("The server, for openai_compatible.") @Nullable Endpoint endpoint,
      @Doc("How signals compare texts.") @Default("{}") Tuning embeddingConfig) {}

  /** Who makes vectors. */
  public enum Backend {
    CANDLE,
    OPENVINO,
    OPENAI_COMPATIBLE;

    /** As it is written. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A server that makes vectors. */
  public record Endpoint(
      @Doc("Where its API begins, without /embeddings.") @NotBlank String baseUrl,
      @Doc("The name it knows its model by.") @NotBlank String model,
      @Doc("The environment variable that holds its key.") @Nullable String apiKeyEnv,
      @Doc("Seconds that one call may take.") @Default("10") @Range(min = 1, max = 600)
          int timeoutSeconds,
      @Doc("How often a call that failed is repeated.") @Default("2") @Range(min = 0, max = 10)
          int maxRetries,
      @Doc("The length of its vectors.") @Range(min = 1, max = 65_536)
          @Nullable Integer dimensions) {
    /** What paths are appended to; empty when the URL is none. */
    public Optional<URI> base() {
      return BackendAddress.parse(baseUrl.strip(), false).flatMap(ExternalModel::uri);
    }
  }

  /** How signals compare texts. */
  public record Tuning(
      @Doc("Whether embedding rules match beneath their thresholds when no rule reaches its own.")
          @Default("true")
          boolean enableSoftMatching,
      @Doc("Least score of such a match.") @Default("0.5") @Range(min = 0, max = 1)
          double minScoreThreshold,
      @Doc("How many embedding rules match at most, the best; 0 for all.")
          @Default("1")
          @Range(min = 0, max = 1_000_000)
          int topK,
      @Doc("How examples make a score.") @Default("{}") PrototypeScoring prototypeScoring) {}
}
