package io.signalbox.parts.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.parts.text.Automaton.Next;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AutomatonTest {
  private static List<String> occurrences(List<String> strings, String text, boolean ignoreCase) {
    var occurrences = new ArrayList<String>();
    new Automaton(strings, ignoreCase)
        .scan(
            text,
            (string, end) -> {
              occurrences.add(strings.get(string) + "@" + end);
              return Next.SHORTER;
            });
    return occurrences;
  }

  @Test
  void tellsEveryOccurrenceInOrder() {
    assertThat(occurrences(List.of("he", "she", "his", "hers"), "ushers", false))
        .containsExactly("she@4", "he@4", "hers@6");
    assertThat(occurrences(List.of("a", "aa"), "aaa", false))
        .containsExactly("a@1", "aa@2", "a@2", "aa@3", "a@3");
    assertThat(occurrences(List.of(), "abc", false)).isEmpty();
    assertThat(occurrences(List.of("a"), "", false)).isEmpty();
  }

  @Test
  void casesOfLettersCanBeOne() {
    assertThat(occurrences(List.of("sick"), "SiCK \u017fic\u212a \u0131", true))
        .containsExactly("sick@4", "sick@9");
    assertThat(occurrences(List.of("sick"), "SICK", false)).isEmpty();
  }

  @Test
  void stopsWhenTold() {
    var ends = new ArrayList<Integer>();
    new Automaton(List.of("a", "aa"), false)
        .scan(
            "aaaa",
            (string, end) -> {
              ends.add(end);
              return end < 2 ? Next.FURTHER : Next.NOTHING;
            });
    assertThat(ends).containsExactly(1, 2);
  }

  @Test
  void findsWhatASearchForEachFinds() {
    long seed = System.nanoTime();
    var random = new RandomText(seed);
    for (int i = 0; i < 100_000; i++) {
      var alphabet = random.alphabet();
      var strings = new LinkedHashSet<String>();
      for (int k = random.number(8); k >= 0; k--) {
        strings.add(random.of(alphabet, 1, 5));
      }
      var text = random.of(alphabet, 0, 30);
      var expected = new ArrayList<String>();
      for (var string : strings) {
        for (int at = text.indexOf(string); at >= 0; at = text.indexOf(string, at + 1)) {
          expected.add(string + "@" + (at + string.length()));
        }
      }
      assertThat(occurrences(List.copyOf(strings), text, false))
          .as("seed %d, case %d", seed, i)
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }
}
