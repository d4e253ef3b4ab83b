package io.signalbox.config.load;

import io.signalbox.config.Document;
import io.signalbox.config.GlobalConfig.Limits;
import io.signalbox.config.Secret;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What of a document takes effect only by a start, such as what is bound to ports by then. All else
 * is followed while the router runs.
 */
public final class FixedAtStart {
  private FixedAtStart() {}

  /** The paths at which two documents differ and of which the second needs a start. */
  public static List<String> differences(Document before, Document now) {
    var sections = sections(before);
    return sections(now).entrySet().stream()
        .filter(section -> !Objects.equals(sections.get(section.getKey()), section.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * SHA-256, in hexadecimal, of the values at those paths; the same for equal values in every
   * process. Secrets do not go into it.
   */
  public static String digest(Document document) {
    var text = new StringBuilder();
    sections(document)
        .forEach((path, value) -> {
          text.append(path).append('=');
          write(value, text);
          text.append('\n');
        });
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static SequencedMap<String, Object> sections(Document document) {
    var global = document.global();
    var services = global.services();
    var sections = new LinkedHashMap<String, Object>();
    sections.put("listeners", document.listeners());
    sections.put("global.limits", fixed(global.limits()));
    sections.put("global.router.config_source", global.router().configSource());
    sections.put("global.services.router_replay", services.routerReplay());
    sections.put("global.services.management_api", services.managementApi());
    sections.put("global.services.observability", services.observability());
    return sections;
  }

  /** The limits that hold from the start on. */
  private static List<?> fixed(Limits limits) {
    return Arrays.asList(
        limits.maxHeldBytes(),
        limits.maxOpenCalls(),
        limits.decisionTimeout(),
        limits.requestIdleTimeout(),
        limits.replyIdleTimeout(),
        limits.maxConnectionAge());
  }

  /** Writes keys in their order and texts with their length, so that no two values look alike. */
  private static void write(@Nullable Object value, StringBuilder text) {
    switch (value) {
      case null -> text.append('-');
      case Secret secret -> text.append(secret);
      case Record bound -> {
        var slots = new TreeMap<String, @Nullable Object>();
        for (var component : bound.getClass().getRecordComponents()) {
          slots.put(component.getName(), component(bound, component));
        }
        write(slots, text);
      }
      case Map<?, ?> map -> {
        var sorted = new TreeMap<String, @Nullable Object>();
        map.forEach((key, item) -> sorted.put(key.toString(), item));
        text.append('{');
        sorted.forEach((key, item) -> {
          write(key, text);
          write(item, text);
        });
        text.append('}');
      }
      case Collection<?> items -> {
        text.append('[');
        items.forEach(item -> write(item, text));
        text.append(']');
      }
      default -> {
        var word = value.toString();
        text.append(word.length()).append(':').append(word);
      }
    }
  }

  private static @Nullable Object component(Record bound, RecordComponent component) {
    try {
      return component.getAccessor().invoke(bound);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("records of this package can be read", e);
    }
  }
}
