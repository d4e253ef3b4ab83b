package io.signalbox.parts.cache.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the rules tell apart, and what they must not. */
final class ConflictsTest {
  /** Words of both sides of every rule, to be cut and mixed. */
  private static final String SEEDS =
      "Is -5 °C or 1/2 of 24.12.2023 \"x\" `y` ¿no? n't 2.11.3 1,000,000 日本 שלום ½ XIV l'or 3pm ->";

  private record Pair(String told, String one, String other) {}

  private static List<Pair> pairs() {
    return Tables.lines("pairs.txt").stream()
        .map(line -> line.split(" \\| "))
        .map(parts -> new Pair(parts[0], parts[1], parts[2]))
        .toList();
  }

  private static String told(String one, String other) {
    return Conflicts.between(Facts.of(one), Facts.of(other)).map(Conflict::word).orElse("same");
  }

  @Test
  void tellsEachPairFromBothSides() {
    var wrong = new ArrayList<String>();
    var pairs = pairs();
    for (var pair : pairs) {
      var there = told(pair.one, pair.other);
      var back = told(pair.other, pair.one);
      boolean different = !pair.told.equals("same");
      if (there.equals("same") == different || back.equals("same") == different) {
        wrong.add(pair + " -> " + there + ", " + back);
      }
    }
    assertThat(pairs).hasSizeGreaterThan(150);
    assertThat(wrong).isEmpty();
  }

  @Test
  void noQuestionConflictsWithItself() {
    for (var pair : pairs()) {
      assertThat(told(pair.one, pair.one)).as(pair.one).isEqualTo("same");
    }
  }

  private static boolean onePlaceDiffers(String one, String other) {
    return Conflicts.compare(Facts.of(one), Facts.of(other)).onePlaceDiffers();
  }

  @Test
  void tellsWhenOnePlaceDiffers() {
    var question = "How do I mend my ukulele?";
    assertThat(onePlaceDiffers(question, "How do I repair my ukulele?")).isTrue();
    assertThat(onePlaceDiffers(question, "How do I mend my old ukulele?")).isTrue();
    assertThat(onePlaceDiffers(question, question)).isFalse();
    assertThat(onePlaceDiffers(question, "repairing one that is broken")).isFalse();
  }

  @Test
  void readsWhatever() {
    var random = new Random(11);
    for (int i = 0; i < 10_000; i++) {
      var text = new StringBuilder(SEEDS);
      for (int k = random.nextInt(12); k >= 0; k--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, (char) random.nextInt(0x10000));
          case 1 -> text.deleteCharAt(at);
          default -> text.insert(at, (char) (' ' + random.nextInt(96)));
        }
      }
      var mutated = text.toString();
      assertThat(told(mutated, mutated)).as("mutation " + i).isEqualTo("same");
      told(mutated, SEEDS);
    }
  }

  @Test
  void readsLongTextsInLinearTime() {
    long start = System.nanoTime();
    for (var piece : List.of("a", "1", "\"", "`", "日", "-", "\u0301", "ש", "\ud83d", "' ", "A1 ")) {
      var text = piece.repeat(1_000_000 / piece.length());
      assertThat(told(text, text + "!")).isEqualTo("length");
      var longest = text.substring(0, Facts.LONGEST);
      told(longest, longest.substring(1));
    }
    assertThat(told("", "")).isEqualTo("same");
    assertThat(System.nanoTime() - start).isLessThan(60_000_000_000L);
  }
}
