package io.signalbox.config.bind;

import io.signalbox.config.Secret;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns the text of a scalar into a value of a Java type.
 *
 * <p>Numbers may carry underscores and an exponent: Helm writes large whole numbers as {@code
 * 1.048576e+07}. Booleans are those of YAML 1.1. Durations have Go's form. Quotes make no
 * difference, so that a quoted environment reference can give a number.
 */
final class ScalarReader {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d[\\d_]*(\\.[\\d_]*)?|\\.\\d[\\d_]*)([eE][-+]?\\d{1,3})?");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9A-Fa-f]{1,15}");
  private static final Pattern DURATION =
      Pattern.compile("(?:(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:ns|us|µs|μs|ms|s|m|h))+|0");
  private static final Pattern DURATION_PART =
      Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
  private static final Map<String, Long> UNIT_NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "μs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);
  private static final Set<String> TRUE = Set.of("true", "yes", "on", "y");
  private static final Set<String> FALSE = Set.of("false", "no", "off", "n");

  private ScalarReader() {}

  /** Whether values of a type are written as scalars. */
  static boolean reads(Class<?> type) {
    return type == String.class
        || type == Secret.class
        || type == Duration.class
        || type.isEnum()
        || type == int.class
        || type == Integer.class
        || type == long.class
        || type == Long.class
        || type == double.class
        || type == Double.class
        || isBoolean(type);
  }

  /** The value, or null when the text is no value of the type. */
  static @Nullable Object read(Class<?> type, String text) {
    if (type == String.class) {
      return text;
    }
    if (type == Secret.class) {
      return new Secret(text);
    }
    var word = text.strip();
    if (isBoolean(type)) {
      return truth(word);
    }
    if (type == Duration.class) {
      return duration(word);
    }
    if (type.isEnum()) {
      return constant(type, word);
    }
    return number(type, word);
  }

  /** What values of a type look like. */
  static String expectation(Class<?> type) {
    if (type == String.class || type == Secret.class) {
      return "text";
    }
    if (isBoolean(type)) {
      return "true or false";
    }
    if (type == Duration.class) {
      return "a duration such as 30s, 1m30s or 500ms";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(ScalarReader::written)
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    return type == double.class || type == Double.class ? "a number" : "a whole number";
  }

  /** What stands for a value that could not be read, so that reading can go on. */
  static Object placeholder(Class<?> type) {
    if (type == String.class) {
      return "";
    }
    if (type == Secret.class) {
      return new Secret("");
    }
    if (type == Duration.class) {
      return Duration.ZERO;
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (isBoolean(type)) {
      return false;
    }
    if (type == double.class || type == Double.class) {
      return 0.0;
    }
    if (type == long.class || type == Long.class) {
      return 0L;
    }
    return 0;
  }

  /** The truth that YAML 1.1 reads in a word, or null. */
  static @Nullable Boolean truth(String word) {
    var lower = word.toLowerCase(Locale.ROOT);
    return TRUE.contains(lower) ? Boolean.TRUE : FALSE.contains(lower) ? Boolean.FALSE : null;
  }

  private static boolean isBoolean(Class<?> type) {
    return type == boolean.class || type == Boolean.class;
  }

  private static String written(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Object constant(Class<?> type, String word) {
    for (var constant : type.getEnumConstants()) {
      if (written(constant).equals(word.toLowerCase(Locale.ROOT))) {
        return constant;
      }
    }
    return null;
  }

  private static @Nullable Object number(Class<?> type, String word) {
    if (HEXADECIMAL.matcher(word).matches()) {
      word = Long.toString(Long.parseLong(word.substring(2), 16));
    }
    if (word.length() > 64 || !NUMBER.matcher(word).matches()) {
      return null;
    }
    var number = new BigDecimal(word.replace("_", ""));
    if (type == double.class || type == Double.class) {
      var value = number.doubleValue();
      return Double.isFinite(value) ? value : null;
    }
    try {
      return type == int.class || type == Integer.class
          ? (Object) number.intValueExact()
          : (Object) number.longValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable Duration duration(String word) {
    if (word.length() > 64 || !DURATION.matcher(word).matches()) {
      return null;
    }
    var nanos = BigDecimal.ZERO;
    var parts = DURATION_PART.matcher(word);
    while (parts.find()) {
      var unit = UNIT_NANOS.getOrDefault(parts.group(2), 0L);
      nanos = nanos.add(new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit)));
    }
    return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
        ? null
        : Duration.ofNanos(nanos.longValue());
  }
}
