package io.signalbox.parts.cache;

import io.signalbox.catalog.Findings;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the configuration says of {@link RequestControls}, however it is written. */
public final class ControlWords {
  private static final String HEADER = "x-vsr-cache-control";
  private static final List<String> KNOWN =
      List.of("no-cache", "no-store", "bypass", "max-age", "ttl");

  private ControlWords() {}

  /**
   * What clients may say.
   *
   * @param block as it is written, or null
   * @param enabled in place of a block, or null
   * @param header in place of a block, or null
   */
  public static RequestControls of(
      @Nullable RequestControls block, @Nullable Boolean enabled, @Nullable String header) {
    return block == null
        ? new RequestControls(
            Boolean.TRUE.equals(enabled), header == null ? HEADER : header, null, null)
        : block;
  }

  /** Refuses words that mean nothing. */
  public static void check(RequestControls block, Findings findings) {
    var words = block.words();
    for (int i = 0; i < words.size(); i++) {
      var word = words.get(i);
      if (!KNOWN.contains(word.strip().toLowerCase(Locale.ROOT))) {
        findings.refuse(
            block, "allowed[%d]".formatted(i), word, "one of " + String.join(", ", KNOWN));
      }
    }
  }
}
