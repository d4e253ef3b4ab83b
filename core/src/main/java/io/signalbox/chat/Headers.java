package io.signalbox.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Header fields in wire order; names are lower case and may repeat. */
public record Headers(List<Header> fields) {
  public static final Headers NONE = new Headers(List.of());

  public Headers {
    fields = List.copyOf(fields);
  }

  /** Fields by name, in the order of the map. */
  public static Headers of(Map<String, String> values) {
    return new Headers(
        values.entrySet().stream()
            .map(field -> new Header(field.getKey(), field.getValue()))
            .toList());
  }

  /** The first value of a field, or null. */
  public @Nullable String first(String name) {
    var wanted = name.toLowerCase(Locale.ROOT);
    for (var field : fields) {
      if (field.name().equals(wanted)) {
        return field.value();
      }
    }
    return null;
  }

  /** Whether a field is present with exactly this value, letter case aside. */
  public boolean says(String name, String value) {
    var found = first(name);
    return found != null && found.strip().equalsIgnoreCase(value);
  }

  /** These headers with the edits applied in order. */
  public Headers with(HeaderEdits edits) {
    var result = new ArrayList<>(fields);
    for (var edit : edits.edits()) {
      if (!(edit instanceof HeaderEdit.Append)) {
        result.removeIf(field -> field.name().equals(edit.name()));
      }
      if (!(edit instanceof HeaderEdit.Remove) && edit.value() != null) {
        result.add(new Header(edit.name(), edit.value()));
      }
    }
    return new Headers(result);
  }
}
