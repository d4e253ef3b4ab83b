package io.signalbox.server.replay;

import io.signalbox.store.ReplayQuery;
import io.signalbox.store.ReplayQuery.Answers;
import java.util.Map;

/**
 * What a request for a list asks for.
 *
 * @param filter which records
 * @param limit how many at most, up to 100
 * @param offset how many of the newest to leave out
 * @param details whether bodies are wanted
 */
public record ReplayListQuery(ReplayQuery filter, int limit, int offset, boolean details) {
  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 100;

  /**
   * Reads the parameters of a query.
   *
   * @throws IllegalArgumentException with what is wrong and what is expected
   */
  public static ReplayListQuery of(Map<String, String> parameters) {
    return new ReplayListQuery(
        filter(parameters),
        Math.min(MAX_LIMIT, number(parameters, "limit", DEFAULT_LIMIT, 1)),
        number(parameters, "offset", 0, 0),
        truth(parameters, "showDetails"));
  }

  /**
   * Reads which records are wanted.
   *
   * @throws IllegalArgumentException with what is wrong and what is expected
   */
  public static ReplayQuery filter(Map<String, String> parameters) {
    return new ReplayQuery(
        text(parameters, "search"),
        text(parameters, "recipe"),
        text(parameters, "decision"),
        text(parameters, "model"),
        text(parameters, "session_id"),
        switch (text(parameters, "cache_status")) {
          case "", "all" -> Answers.ALL;
          case "cached" -> Answers.CACHED;
          case "streamed" -> Answers.STREAMED;
          default ->
              throw new IllegalArgumentException(
                  "cache_status is unknown (expected: all, cached or streamed)");
        });
  }

  private static String text(Map<String, String> parameters, String key) {
    return parameters.getOrDefault(key, "").strip();
  }

  private static int number(Map<String, String> parameters, String key, int absent, int least) {
    var text = parameters.get(key);
    if (text == null) {
      return absent;
    }
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "%s is no such number (expected: %d or more)".formatted(key, least));
  }

  private static boolean truth(Map<String, String> parameters, String key) {
    return switch (text(parameters, key)) {
      case "", "false", "0" -> false;
      case "true", "1" -> true;
      default -> throw new IllegalArgumentException(key + " is no truth (expected: true or false)");
    };
  }
}
