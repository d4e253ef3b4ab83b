package io.signalbox.parts.cache;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** JSON for tests: maps, lists, texts, and {@link Raw} for whatever is written as it stands. */
final class Tree {
  /** A number, a truth value or null, as it is written. */
  record Raw(String json) {}

  /** What a value is to a request: keys of some objects have no order. */
  private enum Place {
    BODY,
    TURNS,
    MESSAGE,
    CONTENT,
    PART,
    OTHER;

    private Place of(String key) {
      return switch (this) {
        case BODY ->
            switch (key) {
              case "messages", "input" -> TURNS;
              case "system" -> CONTENT;
              default -> OTHER;
            };
        case MESSAGE -> key.equals("content") ? CONTENT : OTHER;
        case TURNS, CONTENT, PART, OTHER -> OTHER;
      };
    }

    private Place item() {
      return this == TURNS ? MESSAGE : this == CONTENT ? PART : OTHER;
    }

    private boolean unordered() {
      return this == BODY || this == MESSAGE || this == PART;
    }
  }

  private Tree() {}

  static Map<String, Object> object(Object... keysAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  static List<Object> list(Object... items) {
    return new ArrayList<>(List.of(items));
  }

  static Raw raw(String json) {
    return new Raw(json);
  }

  /** The value of a key that is there. */
  static Object of(Object object, String key) {
    return Objects.requireNonNull(map(object).get(key), key);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  static List<Object> items(Object value) {
    return (List<Object>) value;
  }

  static Map<String, Object> copy(Map<String, Object> map) {
    return map(copyOf(map));
  }

  private static Object copyOf(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var copy = new LinkedHashMap<String, Object>();
        map.forEach((key, inner) -> copy.put((String) key, copyOf(inner)));
        yield copy;
      }
      case List<?> list -> {
        var copy = new ArrayList<Object>();
        list.forEach(inner -> copy.add(copyOf(inner)));
        yield copy;
      }
      default -> value;
    };
  }

  /** Writes a body in one of the many ways that mean the same. */
  static String written(Map<String, Object> body, Random random) {
    var out = new StringBuilder();
    write(body, Place.BODY, random, out);
    return out.toString();
  }

  private static void write(Object value, Place place, Random random, StringBuilder out) {
    switch (value) {
      case Raw(String json) -> out.append(json);
      case String text -> quote(text, random, out);
      case Map<?, ?> map -> {
        var keys = new ArrayList<>(map(map).keySet());
        if (place.unordered()) {
          Collections.shuffle(keys, random);
        }
        out.append('{');
        var between = "";
        for (var key : keys) {
          out.append(between).append(blank(random));
          quote(key, random, out);
          out.append(blank(random)).append(':').append(blank(random));
          write(of(map, key), place.of(key), random, out);
          between = ",";
        }
        out.append(blank(random)).append('}');
      }
      case List<?> list -> {
        out.append('[');
        var between = "";
        for (var item : list) {
          out.append(between).append(blank(random));
          write(item, place.item(), random, out);
          between = ",";
        }
        out.append(blank(random)).append(']');
      }
      default -> throw new IllegalArgumentException(value.getClass().getName());
    }
  }

  private static String blank(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> " ";
      case 1 -> "\n\t";
      default -> "";
    };
  }

  private static void quote(String text, Random random, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean needed = c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c);
      if (needed || random.nextInt(24) == 0) {
        var hex = HexFormat.of().toHexDigits(c);
        out.append("\\u").append(random.nextBoolean() ? hex : hex.toUpperCase(Locale.ROOT));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
