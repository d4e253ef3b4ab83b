package io.signalbox.parts.cache;

import io.signalbox.catalog.AnswerSource;
import io.signalbox.config.ResponseCacheConfig;
import io.signalbox.infer.Embedder;
import org.jspecify.annotations.Nullable;

/** What the configuration says of stores of answers, whichever it names. */
public final class StoreWords {
  private static final int CANDIDATES = 5;

  private StoreWords() {}

  /**
   * Which store is wanted.
   *
   * @param embedder what makes vectors, or null where none are kept
   */
  public static AnswerSource source(ResponseCacheConfig store, @Nullable Embedder embedder) {
    var secret =
        switch (store.backendType()) {
          case REDIS -> store.redis().connection().password();
          case VALKEY -> store.valkey().connection().password();
          case POSTGRES -> store.postgres().password();
          case MEMORY -> null;
        };
    return new AnswerSource(
        store,
        secret == null ? null : secret.text(),
        embedder == null ? "" : embedder.model(),
        embedder == null ? 0 : embedder.dimensions());
  }

  /** How many near questions are compared further. */
  public static int candidates(ResponseCacheConfig store) {
    return switch (store.backendType()) {
      case REDIS -> store.redis().search().topk();
      case VALKEY -> store.valkey().search().topk();
      case MEMORY, POSTGRES -> CANDIDATES;
    };
  }
}
