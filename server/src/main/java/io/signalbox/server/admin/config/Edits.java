package io.signalbox.server.admin.config;

import io.signalbox.config.tree.ConfigNode;
import io.signalbox.config.tree.ConfigNode.Entry;
import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.ConfigNode.Mark;
import io.signalbox.config.tree.ConfigNode.Scalar;
import io.signalbox.config.tree.ConfigNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes to nodes of a document; nodes themselves never change. */
final class Edits {
  private Edits() {}

  /** The mapping with a key set, in its place or at the end. */
  static Mapping with(Mapping mapping, String key, ConfigNode value) {
    var entries = new ArrayList<Entry>();
    boolean found = false;
    for (var entry : mapping.entries()) {
      boolean same = entry.key().equals(key);
      found |= same;
      entries.add(same ? new Entry(key, entry.keyMark(), value) : entry);
    }
    if (!found) {
      entries.add(new Entry(key, Mark.START, value));
    }
    return new Mapping(entries, mapping.mark());
  }

  /** The mapping without a key. */
  static Mapping without(Mapping mapping, String key) {
    return new Mapping(
        mapping.entries().stream().filter(entry -> !entry.key().equals(key)).toList(),
        mapping.mark());
  }

  /**
   * A document with a patch merged into it (RFC 7396, 2): mappings merge, null removes a key,
   * anything else takes the place of what was there.
   */
  static ConfigNode merged(@Nullable ConfigNode base, ConfigNode patch) {
    if (!(patch instanceof Mapping changes)) {
      return patch;
    }
    var merged = base instanceof Mapping mapping ? mapping : Mapping.empty(changes.mark());
    for (var change : changes.entries()) {
      merged =
          change.value().isNull()
              ? without(merged, change.key())
              : with(merged, change.key(), merged(merged.value(change.key()), change.value()));
    }
    return merged;
  }

  /** The value of a key as a mapping; an empty one when it is something else. */
  static Mapping mapping(Mapping parent, String key) {
    return parent.value(key) instanceof Mapping mapping ? mapping : Mapping.empty(parent.mark());
  }

  /** The items of a key's list; none when it is something else. */
  static List<ConfigNode> items(Mapping parent, String key) {
    return parent.value(key) instanceof Sequence sequence ? sequence.items() : List.of();
  }

  /** The mappings among the items of a key's list. */
  static List<Mapping> mappings(Mapping parent, String key) {
    return items(parent, key).stream()
        .filter(Mapping.class::isInstance)
        .map(Mapping.class::cast)
        .toList();
  }

  /** The text of a key, without white space around it; empty when it is something else. */
  static String text(Mapping parent, String key) {
    return parent.value(key) instanceof Scalar scalar && !scalar.isNull()
        ? scalar.text().strip()
        : "";
  }
}
