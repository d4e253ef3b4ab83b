package io.signalbox.parts.guard;

import io.signalbox.parts.text.Automaton;
import io.signalbox.parts.text.Automaton.Next;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What attacks ask for, in the words of many languages. One pass finds the stems of all concepts; a
 * pattern is concepts that stand close to each other, whatever their order, and its measure is the
 * closer the higher, so that "ignore" and "instructions" in one sentence count and in two chapters
 * do not. The measures are evidence to be weighed, not a verdict.
 */
final class Intents {
  /** Languages without blanks say the same in fewer characters. */
  private static final double DENSE = 0.45;

  /** Concepts close together. */
  private static final class Pattern {
    private final String name;
    private final int span;

    /** One of each group must be there, by number. */
    private final int[][] groups;

    Pattern(String name, int span, int[][] groups) {
      this.name = name;
      this.span = span;
      this.groups = groups;
    }

    boolean wants(int concept) {
      return Arrays.stream(groups).flatMapToInt(Arrays::stream).anyMatch(c -> c == concept);
    }
  }

  private static final Intents STANDARD = load();

  private final Automaton automaton;
  private final int[] conceptOfStem;
  private final boolean[] denseStem;
  private final int[] lengthOfStem;
  private final int concepts;
  private final List<Pattern> patterns;
  private final int[][] patternsOfConcept;

  private Intents(Map<String, Stem> stems, int concepts, List<Pattern> patterns) {
    var texts = List.copyOf(stems.keySet());
    automaton = new Automaton(texts, false);
    conceptOfStem = stems.values().stream().mapToInt(Stem::concepts).toArray();
    denseStem = new boolean[texts.size()];
    lengthOfStem = texts.stream().mapToInt(String::length).toArray();
    int i = 0;
    for (var stem : stems.values()) {
      denseStem[i++] = stem.dense();
    }
    this.concepts = concepts;
    this.patterns = List.copyOf(patterns);
    patternsOfConcept = new int[concepts][];
    for (int concept = 0; concept < concepts; concept++) {
      int wanted = concept;
      patternsOfConcept[concept] =
          IntStream.range(0, patterns.size()).filter(p -> patterns.get(p).wants(wanted)).toArray();
    }
  }

  /** The concepts of a stem as a set of bits, and whether its language is dense. */
  private record Stem(int concepts, boolean dense) {}

  static Intents standard() {
    return STANDARD;
  }

  /** The names of the measures, in order. */
  List<String> names() {
    return patterns.stream().map(pattern -> pattern.name).toList();
  }

  /** How close the concepts of each pattern stand at their closest: 0 for too far, to 1. */
  double[] measure(String text) {
    var plain = Folding.fold(text);
    var lastEnd = new int[concepts];
    var lastStart = new int[concepts];
    Arrays.fill(lastEnd, Integer.MIN_VALUE / 2);
    Arrays.fill(lastStart, Integer.MIN_VALUE / 2);
    var best = new double[patterns.size()];
    automaton.scan(
        plain,
        (stem, end) -> {
          int bits = conceptOfStem[stem];
          while (bits != 0) {
            int concept = Integer.numberOfTrailingZeros(bits);
            bits &= bits - 1;
            lastStart[concept] = end - lengthOfStem[stem];
            lastEnd[concept] = end;
            for (int pattern : patternsOfConcept[concept]) {
              double span = patterns.get(pattern).span * (denseStem[stem] ? DENSE : 1);
              best[pattern] =
                  Math.max(best[pattern], closeness(patterns.get(pattern), span, lastStart, end));
            }
          }
          return Next.SHORTER;
        });
    return best;
  }

  private static double closeness(Pattern pattern, double span, int[] lastStart, int end) {
    int first = end;
    for (var group : pattern.groups) {
      int nearest = Integer.MIN_VALUE / 2;
      for (int concept : group) {
        nearest = Math.max(nearest, lastStart[concept]);
      }
      first = Math.min(first, nearest);
    }
    int distance = end - first;
    return distance > span ? 0 : 1 - distance / (2 * span);
  }

  private static Intents load() {
    var numbers = new HashMap<String, Integer>();
    var stems = new LinkedHashMap<String, Stem>();
    boolean[] loose = {false};
    lines("intents.txt")
        .forEach(line -> {
          if (line.startsWith("lang ")) {
            loose[0] = line.endsWith(" loose");
            return;
          }
          int colon = line.indexOf(':');
          int concept = numbers.computeIfAbsent(line.substring(0, colon), any -> numbers.size());
          for (var stem : line.substring(colon + 1).strip().split(" +", -1)) {
            stems.merge(
                form(stem, loose[0]),
                new Stem(1 << concept, loose[0]),
                (one, other) ->
                    new Stem(one.concepts() | other.concepts(), one.dense() && other.dense()));
          }
        });
    var patterns = new ArrayList<Pattern>();
    lines("patterns.txt").forEach(line -> patterns.add(pattern(line.split(" +"), numbers)));
    return new Intents(stems, numbers.size(), patterns);
  }

  private static Pattern pattern(String[] words, Map<String, Integer> numbers) {
    var groups = new int[words.length - 2][];
    for (int i = 2; i < words.length; i++) {
      groups[i - 2] =
          Arrays.stream(words[i].split("\\|"))
              .mapToInt(concept -> Objects.requireNonNull(numbers.get(concept), concept))
              .toArray();
    }
    return new Pattern(words[0], Integer.parseInt(words[1]), groups);
  }

  /** A stem as it stands in a folded text: behind a blank, unless its language is loose. */
  private static String form(String stem, boolean loose) {
    var whole = stem.endsWith("$");
    var words =
        Folding.fold((whole ? stem.substring(0, stem.length() - 1) : stem).replace('_', ' '));
    boolean open = !whole && !stem.endsWith("_");
    return (loose ? words.strip() : words.stripTrailing()) + (open || loose ? "" : " ");
  }

  private static List<String> lines(String resource) {
    try (var stream = Intents.class.getResourceAsStream(resource)) {
      return new String(
              Objects.requireNonNull(stream, resource).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
