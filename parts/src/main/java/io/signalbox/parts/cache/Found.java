package io.signalbox.parts.cache;

import io.signalbox.plugin.CacheEvent.Tier;
import org.jspecify.annotations.Nullable;

/** What a look-up came to. */
sealed interface Found {
  /**
   * An answer that may be served.
   *
   * @param similarity the cosine of the questions, or null where they are the same
   * @param score how sure the verifier is; 1 where there was nothing to verify
   * @param compared whether the model is asked nevertheless, and its answer compared
   */
  record Hit(
      StoredAnswer answer, Tier tier, @Nullable Double similarity, double score, boolean compared)
      implements Found {}

  /**
   * None.
   *
   * @param reason one of few words
   * @param similarity the cosine of the nearest question, or null where none is known
   * @param vector of the question that was asked, or null
   */
  record None(String reason, @Nullable Double similarity, float @Nullable [] vector)
      implements Found {
    None(String reason) {
      this(reason, null, null);
    }
  }
}
