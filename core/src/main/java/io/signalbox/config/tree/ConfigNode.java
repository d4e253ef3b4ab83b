package io.signalbox.config.tree;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One node of a parsed document, with the place where it stands. */
public sealed interface ConfigNode {

  /** Where the node begins. */
  Mark mark();

  /** The node as a problem shows it: a scalar as it was written, otherwise its form. */
  String written();

  /** Whether the node is an explicit or implied {@code null}. */
  default boolean isNull() {
    return this instanceof Scalar scalar && scalar.style() == Style.NULL;
  }

  /** A place in the file; line and column count from 1. */
  record Mark(int line, int column) {
    public static final Mark START = new Mark(1, 1);

    /** Of what stands in no file. */
    public static final Mark NOWHERE = new Mark(0, 0);
  }

  /** How a scalar was written: bare, in quotes or as a block, or as one of YAML's nulls. */
  enum Style {
    PLAIN,
    QUOTED,
    NULL
  }

  /** A key with its place, and what it leads to. */
  record Entry(String key, Mark keyMark, ConfigNode value) {}

  /** Entries in document order; no key stands twice. */
  record Mapping(List<Entry> entries, Mark mark) implements ConfigNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /** A mapping without entries that stands at {@code mark}. */
    public static Mapping empty(Mark mark) {
      return new Mapping(List.of(), mark);
    }

    /** The entry of a key, or null. */
    public @Nullable Entry entry(String key) {
      for (var entry : entries) {
        if (entry.key().equals(key)) {
          return entry;
        }
      }
      return null;
    }

    /** The value of a key, or null when the key is absent. */
    public @Nullable ConfigNode value(String key) {
      var entry = entry(key);
      return entry == null ? null : entry.value();
    }

    /**
     * The mapping beneath a key; an empty one when the key is absent or leads to something else.
     */
    public Mapping mapping(String key) {
      return value(key) instanceof Mapping mapping ? mapping : empty(mark);
    }

    /** The items of a list beneath a key; none when the key is absent or leads to no list. */
    public List<ConfigNode> items(String key) {
      return value(key) instanceof Sequence sequence ? sequence.items() : List.of();
    }

    /** The same mapping in which a key leads to another value; a new key stands last. */
    public Mapping with(String key, ConfigNode value) {
      var changed = new ArrayList<Entry>();
      var entry = entry(key);
      for (var present : entries) {
        changed.add(present.equals(entry) ? new Entry(key, present.keyMark(), value) : present);
      }
      if (entry == null) {
        changed.add(new Entry(key, value.mark(), value));
      }
      return new Mapping(changed, mark);
    }

    /** The keys in document order. */
    public List<String> keys() {
      return entries.stream().map(Entry::key).toList();
    }

    @Override
    public String written() {
      return "a mapping";
    }
  }

  /** Items in document order. */
  record Sequence(List<ConfigNode> items, Mark mark) implements ConfigNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String written() {
      return "a list";
    }
  }

  /**
   * A single value.
   *
   * @param text the value, environment references replaced
   * @param written the value as it stands in the file; problems show this one, because what the
   *     environment holds may be secret
   */
  record Scalar(String text, String written, Style style, Mark mark) implements ConfigNode {

    /** The same scalar with another value; what was written stays. */
    public Scalar withText(String text) {
      return new Scalar(text, written, style, mark);
    }
  }
}
