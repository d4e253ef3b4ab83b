package io.signalbox.kubernetes.intelligent;

import io.signalbox.config.tree.ConfigNode;
import io.signalbox.config.tree.ConfigNode.Entry;
import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.ConfigNode.Mark;
import io.signalbox.config.tree.ConfigNode.Scalar;
import io.signalbox.config.tree.ConfigNode.Sequence;
import io.signalbox.config.tree.ConfigNode.Style;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Nodes of a document from values of JSON. They stand in no file. */
final class Nodes {
  private static final Pattern UPPER = Pattern.compile("([A-Z])");
  private static final Pattern AFTER_UNDERSCORE = Pattern.compile("_([a-z0-9])");

  private Nodes() {}

  /** The node of a value whose keys stay as they are. */
  static ConfigNode of(@Nullable Object value) {
    return of(value, UnaryOperator.identity());
  }

  /** The node of a value whose keys, at every depth, become {@code snake_case}. */
  static ConfigNode snake(@Nullable Object value) {
    return of(value, Nodes::toSnake);
  }

  private static ConfigNode of(@Nullable Object value, UnaryOperator<String> keys) {
    return switch (value) {
      case null -> new Scalar("", "null", Style.NULL, Mark.NOWHERE);
      case Map<?, ?> map -> {
        var entries = new ArrayList<Entry>();
        map.forEach(
            (key, item) -> entries.add(entry(keys.apply(String.valueOf(key)), of(item, keys))));
        yield new Mapping(entries, Mark.NOWHERE);
      }
      case Collection<?> list -> sequence(list.stream().map(item -> of(item, keys)).toList());
      case Number number -> bare(decimal(number).toPlainString());
      case Boolean truth -> bare(truth.toString());
      default -> text(String.valueOf(value));
    };
  }

  static Entry entry(String key, ConfigNode value) {
    return new Entry(key, Mark.NOWHERE, value);
  }

  static Mapping mapping(Entry... entries) {
    return new Mapping(List.of(entries), Mark.NOWHERE);
  }

  static Sequence sequence(List<? extends ConfigNode> items) {
    return new Sequence(List.copyOf(items), Mark.NOWHERE);
  }

  static Scalar text(String text) {
    return new Scalar(text, text, Style.QUOTED, Mark.NOWHERE);
  }

  static Scalar bare(String text) {
    return new Scalar(text, text, Style.PLAIN, Mark.NOWHERE);
  }

  /** The number as it was written: the shortest decimal that reads as it, not its binary value. */
  static BigDecimal decimal(Number number) {
    var decimal = new BigDecimal(number.toString());
    return decimal.signum() == 0 ? BigDecimal.ZERO : decimal;
  }

  static String toSnake(String camel) {
    return UPPER.matcher(camel).replaceAll(m -> "_" + m.group(1).toLowerCase(Locale.ROOT));
  }

  static String toCamel(String snake) {
    return AFTER_UNDERSCORE.matcher(snake).replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
  }
}
