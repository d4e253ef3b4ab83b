package io.signalbox.parts.cache;

import io.signalbox.chat.Headers;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one call asks of the cache.
 *
 * @param read whether an answer may be served
 * @param write whether the answer may be kept
 * @param ttl the longest time to keep it, or null; only ever shortens the configured one
 * @param maxAge the greatest age of an answer that is served, or null
 */
public record Controls(
    boolean read, boolean write, @Nullable Duration ttl, @Nullable Duration maxAge) {
  /** A call that asks for nothing. */
  public static final Controls NONE = new Controls(true, true, null, null);

  /** About ten years: longer is the same as for ever. */
  private static final long MOST_SECONDS = 315_360_000;

  /**
   * Reads what a client asks, as far as it may.
   *
   * @param config what it may ask for
   * @param headers of the client
   */
  public static Controls of(RequestControls config, Headers headers) {
    if (!config.enabled()) {
      return NONE;
    }
    var name = config.header().toLowerCase(Locale.ROOT);
    var allowed =
        config.words().stream()
            .map(word -> word.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    var controls = NONE;
    for (var field : headers.fields()) {
      if (field.name().equals(name)) {
        for (var directive : field.value().toLowerCase(Locale.ROOT).split(",", -1)) {
          var parts = directive.split("=", 2);
          var word = parts[0].strip();
          if (allowed.contains(word)) {
            controls = controls.with(word, parts.length == 1 ? "" : parts[1], config);
          }
        }
      }
    }
    return controls;
  }

  private Controls with(String word, String value, RequestControls config) {
    return switch (word) {
      case "no-cache" -> new Controls(false, write, ttl, maxAge);
      case "no-store", "bypass" -> new Controls(false, false, ttl, maxAge);
      case "max-age" -> {
        var age = least(maxAge, seconds(value));
        yield new Controls(read && !age.isZero(), write, ttl, age);
      }
      case "ttl" -> {
        var most = config.maxTtlSeconds();
        var asked = most == null ? ttl : least(ttl, Duration.ofSeconds(most));
        var time = least(asked, seconds(value));
        yield new Controls(read, write && !time.isZero(), time, maxAge);
      }
      default -> this;
    };
  }

  private static Duration least(@Nullable Duration one, Duration other) {
    return one == null || one.compareTo(other) > 0 ? other : one;
  }

  /** What is no number of seconds is none, the most careful reading (RFC 9111, 4.2.1). */
  private static Duration seconds(String value) {
    var digits = value.strip();
    if (digits.length() > 1 && digits.startsWith("\"") && digits.endsWith("\"")) {
      digits = digits.substring(1, digits.length() - 1);
    }
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Duration.ZERO;
    }
    return Duration.ofSeconds(
        digits.length() > 9 ? MOST_SECONDS : Math.min(MOST_SECONDS, Long.parseLong(digits)));
  }
}
