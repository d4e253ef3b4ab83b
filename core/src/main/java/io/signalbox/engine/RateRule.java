package io.signalbox.engine;

import io.signalbox.config.RatelimitConfig.Dimension;
import io.signalbox.config.RatelimitConfig.Match;
import io.signalbox.store.BucketStore.Bucket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A rule of what is allowed to whom.
 *
 * @param name what its buckets' keys begin with
 * @param match which calls it is about
 * @param per what counts apart
 * @param requests in each unit; 0 for any number
 * @param tokens likewise
 * @param unit the time in which an empty bucket is full again
 */
record RateRule(
    String name, Match match, Set<Dimension> per, long requests, long tokens, Duration unit) {
  private static final int LONGEST = 120;

  RateRule {
    per = Set.copyOf(per);
  }

  /**
   * Who asks.
   *
   * @param user empty when nobody is named
   * @param groups of the user
   */
  record Caller(String user, List<String> groups) {
    private static final int MOST_GROUPS = 16;

    Caller {
      groups = groups.stream().distinct().limit(MOST_GROUPS).toList();
    }
  }

  /** Whether it must be known which model answers. */
  boolean byModel() {
    return per.contains(Dimension.MODEL) || !any(match.model());
  }

  /**
   * The names of what a call is counted by; none when the rule is not about it.
   *
   * @param model empty before it is known
   */
  List<String> keys(Caller caller, String model) {
    boolean meant =
        (any(match.user()) || match.user().equals(caller.user()))
            && (any(match.group()) || caller.groups().contains(match.group()))
            && (any(match.model()) || match.model().equals(model));
    if (!meant) {
      return List.of();
    }
    List<String> groups = List.of("");
    if (per.contains(Dimension.GROUP)) {
      groups = any(match.group()) ? caller.groups() : List.of(match.group());
      groups = groups.isEmpty() ? List.of("") : groups;
    }
    List<String> keys = new ArrayList<>();
    for (var group : groups) {
      keys.add(
          String.join(
              ":",
              name,
              part(per.contains(Dimension.USER) ? caller.user() : ""),
              part(group),
              part(per.contains(Dimension.MODEL) ? model : "")));
    }
    return keys;
  }

  Bucket requestsOf(String key) {
    return new Bucket(key + ":r", requests, unit);
  }

  Bucket tokensOf(String key) {
    return new Bucket(key + ":t", tokens, unit);
  }

  private static boolean any(String pattern) {
    return pattern.isEmpty() || pattern.equals("*");
  }

  /** A name without separators, and of bounded length. */
  private static String part(String name) {
    var encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
    return encoded.length() <= LONGEST ? encoded : "sha256=" + digest(name);
  }

  private static String digest(String name) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(name.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException(never);
    }
  }
}
