package io.signalbox.config.bind;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the configuration contract knows beyond the records: names of signals, plugins and
 * algorithms, and keys that are not supported, were removed or have no effect. Read from a
 * resource, so that no code names a kind.
 */
public final class Vocabulary {
  private static final String RESOURCE = "vocabulary.txt";
  private static final String RECIPE = "recipes[].";
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private static final Pattern DIRECT = Pattern.compile("[^.\\[]+");

  private final Map<Kind, Map<String, Note>> names = new EnumMap<>(Kind.class);
  private final Map<Kind, Map<String, String>> aliases = new EnumMap<>(Kind.class);
  private final Map<String, String> leaves = new HashMap<>();
  private final Map<String, Note> keys = new HashMap<>();
  private final Map<String, Map<String, Note>> values = new HashMap<>();
  private final Map<String, List<KeyPattern>> patterns = new HashMap<>();

  private Vocabulary() {
    for (var kind : Kind.values()) {
      names.put(kind, new LinkedHashMap<>());
      aliases.put(kind, new LinkedHashMap<>());
    }
  }

  /** What a name can be the name of. */
  public enum Kind {
    /** A key of {@code routing.signals}. */
    SIGNAL,
    /** The {@code type} of a leaf in a rule tree. */
    LEAF,
    /** The type of signals that may be members of a partition. */
    PARTITION,
    /** The {@code type} of a plugin. */
    PLUGIN,
    /** The {@code type} of an algorithm. */
    ALGORITHM
  }

  /** What the contract says of a key or name. */
  public enum Standing {
    /** Part of the contract. */
    KNOWN,
    /** Part of the contract, but nothing here implements it. */
    UNSUPPORTED,
    /** As {@link #UNSUPPORTED}, and off unless its {@code enabled} is true. */
    OPT_IN,
    /** A block of the contract whose keys have notes of their own, but which no record takes. */
    SECTION,
    /** Once part of the contract, refused by it now. */
    REMOVED,
    /** Read and ignored. */
    NO_EFFECT
  }

  /** A standing with what to write instead; the hint may be empty. */
  public record Note(Standing standing, String hint) {}

  private record KeyPattern(Pattern pattern, Note note) {}

  /** The vocabulary of the contract. */
  public static Vocabulary standard() {
    try (var stream = Vocabulary.class.getResourceAsStream(RESOURCE)) {
      var bytes = Objects.requireNonNull(stream, RESOURCE);
      try (var reader = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
        return of(reader.lines().toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A vocabulary without a word, for documents that are no configuration. */
  public static Vocabulary none() {
    return new Vocabulary();
  }

  /** A vocabulary from lines: a word, a name or key, and for some words a text. */
  static Vocabulary of(List<String> lines) {
    var vocabulary = new Vocabulary();
    for (var line : lines) {
      if (!line.isBlank() && !line.startsWith("#")) {
        var parts = SPACE.split(line.strip(), 3);
        vocabulary.add(parts[0], parts[1], parts.length > 2 ? parts[2] : "");
      }
    }
    return vocabulary;
  }

  /** Whether the contract has, or had, the name; aliases count. */
  public boolean knows(Kind kind, String name) {
    return namesOf(kind).containsKey(canonical(kind, name));
  }

  /** The name that an alias stands for; any other name is returned as it is. */
  public String canonical(Kind kind, String name) {
    return Objects.requireNonNull(aliases.get(kind)).getOrDefault(name, name);
  }

  /** A name and its aliases. */
  public List<String> spellings(Kind kind, String name) {
    var spellings = new ArrayList<String>();
    spellings.add(name);
    Objects.requireNonNull(aliases.get(kind))
        .forEach((alias, meant) -> {
          if (meant.equals(name)) {
            spellings.add(alias);
          }
        });
    return spellings;
  }

  /** All names of a kind, without aliases and removed ones. */
  public Set<String> names(Kind kind) {
    var current = new LinkedHashSet<String>();
    namesOf(kind)
        .forEach((name, note) -> {
          if (note.standing() != Standing.REMOVED) {
            current.add(name);
          }
        });
    return current;
  }

  /** The leaf type that refers to the signals of a list, such as {@code keyword}. */
  public Optional<String> leafOf(String signalList) {
    return Optional.ofNullable(leaves.get(signalList));
  }

  /** What the contract says of a name; empty when it does not know it. */
  public Optional<Note> note(Kind kind, String name) {
    return Optional.ofNullable(namesOf(kind).get(canonical(kind, name)));
  }

  /** What to write instead of a name, where the contract says so. */
  public Optional<String> hint(Kind kind, String name) {
    return note(kind, name).map(Note::hint).filter(hint -> !hint.isEmpty());
  }

  /**
   * What the contract says of a key; empty when it does not know it.
   *
   * @param path such as {@code routing.decisions[2].tier}
   */
  public Optional<Note> key(String path) {
    var general = general(path);
    var exact = keys.get(general);
    if (exact != null) {
      return Optional.of(exact);
    }
    return patterns.getOrDefault(lastKey(general), List.of()).stream()
        .filter(p -> p.pattern().matcher(general).matches())
        .map(KeyPattern::note)
        .findFirst();
  }

  /** What the contract says of one value of a key; empty when it says nothing of it. */
  public Optional<Note> value(String path, String value) {
    var ofKey = values.isEmpty() ? null : values.get(general(path));
    return ofKey == null ? Optional.empty() : Optional.ofNullable(ofKey.get(value.strip()));
  }

  /** The keys of the contract with notes of their own directly beneath a path. */
  public List<String> children(String path) {
    var prefix = path.isEmpty() ? "" : general(path) + ".";
    return keys.entrySet().stream()
        .filter(entry -> entry.getValue().standing() != Standing.REMOVED)
        .map(Map.Entry::getKey)
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()))
        .filter(key -> DIRECT.matcher(key).matches())
        .sorted()
        .toList();
  }

  /**
   * The path without the numbers of its items; the routing of a recipe is as that of the top level.
   */
  static String general(String path) {
    if (path.indexOf('[') < 0) {
      return path;
    }
    var general = new StringBuilder(path.length());
    int start = 0;
    for (int open = path.indexOf('['); open >= 0; open = path.indexOf('[', start)) {
      int end = open + 1;
      while (end < path.length() && path.charAt(end) >= '0' && path.charAt(end) <= '9') {
        end++;
      }
      boolean index = end > open + 1 && end < path.length() && path.charAt(end) == ']';
      general.append(path, start, open + 1);
      start = index ? end : open + 1;
    }
    var whole = general.append(path, start, path.length()).toString();
    return whole.startsWith(RECIPE + "routing") ? whole.substring(RECIPE.length()) : whole;
  }

  private Map<String, Note> namesOf(Kind kind) {
    return Objects.requireNonNull(names.get(kind));
  }

  private void add(String word, String name, String text) {
    switch (word) {
      case "signal" -> {
        name(Kind.SIGNAL, name, "");
        leaves.put(name, text);
      }
      case "leaf" -> name(Kind.LEAF, name, text);
      case "partition" -> name(Kind.PARTITION, name, text);
      case "plugin" -> name(Kind.PLUGIN, name, text);
      case "algorithm" -> name(Kind.ALGORITHM, name, text);
      case "removed-algorithm" ->
          namesOf(Kind.ALGORITHM).put(name, new Note(Standing.REMOVED, text));
      case "plugin-alias" -> Objects.requireNonNull(aliases.get(Kind.PLUGIN)).put(name, text);
      case "unsupported" -> key(name, new Note(Standing.UNSUPPORTED, text));
      case "opt-in" -> key(name, new Note(Standing.OPT_IN, text));
      case "section" -> key(name, new Note(Standing.SECTION, text));
      case "removed" -> key(name, new Note(Standing.REMOVED, text));
      case "no-effect" -> key(name, new Note(Standing.NO_EFFECT, text));
      default -> throw new IllegalArgumentException(word + " (expected: a word of the vocabulary)");
    }
  }

  private void name(Kind kind, String name, String text) {
    namesOf(kind).put(name, new Note(Standing.KNOWN, text));
  }

  private void key(String path, Note note) {
    var equals = path.indexOf('=');
    if (equals >= 0) {
      values
          .computeIfAbsent(path.substring(0, equals), any -> new HashMap<>())
          .put(path.substring(equals + 1), note);
    } else if (path.contains("**")) {
      patterns
          .computeIfAbsent(lastKey(path), any -> new ArrayList<>())
          .add(new KeyPattern(pattern(path), note));
    } else {
      keys.put(path, note);
    }
  }

  private static String lastKey(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** {@code a.**.b} is every b beneath a. */
  private static Pattern pattern(String path) {
    return Pattern.compile(Pattern.quote(path).replace(".**.", "\\E(|[.\\[].*)\\.\\Q"));
  }
}
