package io.signalbox.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes to a set of headers, applied in order. */
public record HeaderEdits(List<HeaderEdit> edits) {
  public static final HeaderEdits NONE = new HeaderEdits(List.of());

  public HeaderEdits {
    edits = List.copyOf(edits);
  }

  public HeaderEdits overwrite(String name, String value) {
    return and(new HeaderEdit.Overwrite(name, value));
  }

  /** Overwrites with the value, or leaves everything as it is when there is none or it is empty. */
  public HeaderEdits overwriteIfSet(String name, @Nullable String value) {
    return value == null || value.isEmpty() ? this : overwrite(name, value);
  }

  /** Adds a field beside those of the same name. */
  public HeaderEdits append(String name, String value) {
    return and(new HeaderEdit.Append(name, value));
  }

  public HeaderEdits remove(String name) {
    return and(new HeaderEdit.Remove(name));
  }

  /** Whether a field of that name is changed in any way. */
  public boolean touches(String name) {
    return edits.stream().anyMatch(edit -> edit.name().equals(name));
  }

  public HeaderEdits and(HeaderEdit edit) {
    return and(new HeaderEdits(List.of(edit)));
  }

  public HeaderEdits and(HeaderEdits later) {
    var all = new ArrayList<>(edits);
    all.addAll(later.edits);
    return new HeaderEdits(all);
  }
}
