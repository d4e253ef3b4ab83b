package io.signalbox.plugin;

import io.signalbox.chat.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something that happened between a call and the answers that are kept. */
public sealed interface CacheEvent {
  /** By what an answer was found. */
  enum Tier {
    /** The whole request was the same. */
    EXACT,
    /** The newest question means the same, and everything else was the same. */
    SEMANTIC
  }

  /**
   * An answer was served.
   *
   * @param backend where it was kept
   * @param similarity the cosine of the questions, or null where they were the same
   * @param age since it was stored
   * @param saved the tokens it once cost, or null when not known
   * @param took the look-up
   */
  record Hit(
      String backend,
      Tier tier,
      @Nullable Double similarity,
      Duration age,
      @Nullable Usage saved,
      Duration took)
      implements CacheEvent {}

  /**
   * None was served.
   *
   * @param reason one of few words
   * @param similarity the cosine of the nearest question, or null where none was looked for
   */
  record Miss(String backend, String reason, @Nullable Double similarity, Duration took)
      implements CacheEvent {}

  /** An answer was stored. */
  record Stored(String backend, long bytes, Duration took) implements CacheEvent {}

  /** An answer was not stored; the reason is one of few words. */
  record Unstored(String backend, String reason) implements CacheEvent {}

  /** A call waited for the same question of another call; the outcome is one of few words. */
  record Waited(String backend, String outcome) implements CacheEvent {}

  /** A hit was held against the model's own answer. */
  record Checked(String backend, boolean right) implements CacheEvent {}
}
