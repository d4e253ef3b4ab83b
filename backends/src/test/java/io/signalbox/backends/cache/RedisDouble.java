package io.signalbox.backends.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.signalbox.backends.cache.RespServer.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A strict stand-in for a Redis with its search module: it knows the commands that {@link
 * RedisCacheStore} needs, in exactly their form, and answers anything else with an error, as the
 * documentation of Redis says. It keeps strings and hashes, with times to live.
 */
final class RedisDouble implements RespServer.Commands {
  static final String PASSWORD = "a secret of the test";

  private final Map<String, Kept> kept = new TreeMap<>();
  private final @Nullable SearchDouble search;
  private final List<String> asked = new ArrayList<>();

  /** A string or a hash. */
  static final class Kept {
    String text = "";
    Map<String, String> hash = Map.of();
    long endsAt = Long.MAX_VALUE;
  }

  RedisDouble(boolean searching) {
    this.search = searching ? new SearchDouble(this) : null;
  }

  @Override
  public synchronized @Nullable Object answer(List<String> words) {
    var name = words.getFirst().toUpperCase(Locale.ROOT);
    asked.add(name);
    var rest = words.subList(1, words.size());
    kept.values().removeIf(one -> one.endsAt <= System.currentTimeMillis());
    try {
      if (name.startsWith("FT.") && search != null) {
        return search.answer(name, rest);
      }
      return answer(name, rest);
    } catch (IllegalArgumentException wrong) {
      return new Fault("ERR " + wrong.getMessage());
    }
  }

  private @Nullable Object answer(String name, List<String> rest) {
    return switch (name) {
      case "PING" -> exactly(rest, 0, "PONG");
      case "AUTH" ->
          exactly(rest, 1, rest.getFirst().equals(PASSWORD) ? "OK" : new Fault("WRONGPASS no"));
      case "SELECT" -> exactly(rest, 1, "OK");
      case "CLIENT" -> "OK";
      case "GET" -> get(exactly(rest, 1, rest.getFirst()));
      case "SET" -> set(rest);
      case "HSET" -> hset(rest);
      case "PEXPIRE" -> expire(rest);
      case "DEL", "UNLINK" -> delete(rest);
      case "SCAN" -> scan(rest);
      case "FLUSHALL" -> flush();
      default ->
          new Fault(
              "ERR unknown command '%s', with args beginning with: '%s' "
                  .formatted(name, String.join("' '", rest)));
    };
  }

  static <T extends @Nullable Object> T exactly(List<String> rest, int size, T answer) {
    check(rest.size() == size, "wrong number of arguments");
    return answer;
  }

  static void check(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private @Nullable Object get(String key) {
    var one = kept.get(key);
    if (one == null) {
      return null;
    }
    return one.hash.isEmpty()
        ? one.text.getBytes(ISO_8859_1)
        : new Fault("WRONGTYPE Operation against a key holding the wrong kind of value");
  }

  private Object set(List<String> rest) {
    exactly(rest, 4, "");
    check(rest.get(2).equals("PX"), "syntax error");
    var one = new Kept();
    one.text = rest.get(1);
    one.endsAt = end(rest.get(3));
    kept.put(rest.getFirst(), one);
    return "OK";
  }

  private static long end(String millis) {
    check(millis.matches("[1-9][0-9]*"), "invalid expire time");
    return System.currentTimeMillis() + Long.parseLong(millis);
  }

  private Object hset(List<String> rest) {
    check(rest.size() >= 3 && rest.size() % 2 == 1, "wrong number of arguments");
    var one = kept.computeIfAbsent(rest.getFirst(), _ -> new Kept());
    var hash = new HashMap<>(one.hash);
    for (int i = 1; i < rest.size(); i += 2) {
      hash.put(rest.get(i), rest.get(i + 1));
    }
    one.hash = hash;
    return (long) hash.size();
  }

  private Object expire(List<String> rest) {
    exactly(rest, 2, "");
    var one = kept.get(rest.getFirst());
    if (one == null) {
      return 0L;
    }
    one.endsAt = end(rest.get(1));
    return 1L;
  }

  private Object delete(List<String> rest) {
    check(!rest.isEmpty(), "wrong number of arguments");
    return rest.stream().filter(key -> kept.remove(key) != null).count();
  }

  /** Cursors are positions in the order of keys: the number of the last key's begin. */
  private Object scan(List<String> rest) {
    exactly(rest, 5, "");
    check(rest.get(1).equals("MATCH") && rest.get(3).equals("COUNT"), "syntax error");
    int from = Integer.parseInt(rest.getFirst());
    var pattern = glob(rest.get(2));
    // All at once when they may be deleted meanwhile; real cursors bear that.
    var keys = kept.keySet().stream().skip(from).filter(key -> pattern.matcher(key).matches());
    List<Object> page = new ArrayList<>();
    keys.forEach(key -> page.add(key.getBytes(ISO_8859_1)));
    return List.of("0".getBytes(ISO_8859_1), page);
  }

  private static Pattern glob(String text) {
    var pattern = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '*' -> pattern.append(".*");
        case '?' -> pattern.append('.');
        case '[' -> throw new IllegalArgumentException("the double knows no classes");
        case '\\' -> pattern.append(Pattern.quote(String.valueOf(text.charAt(++i))));
        default -> pattern.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL);
  }

  /** Deletes all, the index too. */
  synchronized Object flush() {
    kept.clear();
    if (search != null) {
      search.drop();
    }
    return "OK";
  }

  synchronized Map<String, Kept> kept() {
    return kept;
  }

  SearchDouble search() {
    return Objects.requireNonNull(search);
  }

  synchronized long asked(String name) {
    return asked.stream().filter(name::equals).count();
  }
}
