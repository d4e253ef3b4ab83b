package io.signalbox.parts.cache;

import io.signalbox.catalog.Findings;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the configuration says of {@link RequestControls}, however it is written. */
public final class ControlWords {
  private static final String HEADER = "x-vsr-cache-control";
  private static final List<String> USUAL = List.of("no-cache", "no-store", "bypass");
  private static final List<String> KNOWN =
      List.of("no-cache", "no-store", "bypass", "max-age", "ttl");

  private ControlWords() {}

  /**
   * What clients may say.
   *
   * @param block as it is written; one that names no words means the usual ones
   * @param enabled in place of a block, or null
   * @param header in place of a block, or null
   */
  public static RequestControls of(
      @Nullable RequestControls block, @Nullable Boolean enabled, @Nullable String header) {
    if (block == null) {
      return new RequestControls(
          Boolean.TRUE.equals(enabled), header == null ? HEADER : header, USUAL, null);
    }
    return block.allowed().isEmpty()
        ? new RequestControls(block.enabled(), block.header(), USUAL, block.maxTtlSeconds())
        : block;
  }

  /** Refuses words that mean nothing. */
  public static void check(RequestControls block, Findings findings) {
    for (int i = 0; i < block.allowed().size(); i++) {
      var word = block.allowed().get(i);
      if (!KNOWN.contains(word.strip().toLowerCase(Locale.ROOT))) {
        findings.refuse(
            block, "allowed[%d]".formatted(i), word, "one of " + String.join(", ", KNOWN));
      }
    }
  }
}
