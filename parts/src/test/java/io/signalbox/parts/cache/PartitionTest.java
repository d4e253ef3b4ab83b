package io.signalbox.parts.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PartitionTest {
  private static final Question QUESTION = new Question("q", Question.PLAIN, "f", null, null);

  private static Partition of(String recipe, String decision, String model) {
    return Partition.of(
        recipe, decision, model, "p", "r", "v", new Identity("user", "u"), QUESTION);
  }

  @Test
  void pathsAreReadAndHoldNothingButPrintableWords() {
    var partition = of("default", "math_decision", "qwen2.5-7b");
    assertThat(partition.path())
        .matches("default/math__decision/qwen2\\.5-7b/[0-9a-f]{32}")
        .startsWith(Partition.prefix("default", "math_decision"));
    assertThat(partition.key("what?")).matches("[A-Za-z0-9._/-]+");
    assertThat(partition.key("what?")).startsWith(partition.path() + "/");
    assertThat(partition.key("what?")).isNotEqualTo(partition.key("what? "));
  }

  @Test
  void wordsDoNotFlowIntoEachOther() {
    assertThat(
            Stream.of(
                    of("a/b", "c", "m"),
                    of("a", "b/c", "m"),
                    of("a_002fb", "c", "m"),
                    of("a_b", "c", "m"),
                    of("a__b", "c", "m"),
                    of("", "a", "b/c/m"),
                    of("A/b", "c", "m"),
                    of("..", "c", "m"),
                    of("a\0b", "c", "m"),
                    of("ä", "c", "m"))
                .map(Partition::path))
        .doesNotHaveDuplicates()
        .allMatch(path -> path.split("/", -1).length == 4)
        .noneMatch(path -> path.contains(".."));
    assertThat(of("a/b", "c", "m").path()).doesNotStartWith(Partition.prefix("a"));
  }

  /** Some servers take keys that differ in letter case alone for one. */
  @Test
  void letterCaseAloneDoesNotTellHashesApart() {
    assertThat(of("R", "d", "m").path().toLowerCase(Locale.ROOT))
        .isNotEqualTo(of("r", "d", "m").path());
  }

  @Test
  void eachThingCounts() {
    var other = new Question("q", "openai", "f", null, null);
    var user = new Identity("user", "u");
    assertThat(
            List.of(
                Partition.of("r", "d", "m", "p", "1", "v", user, QUESTION),
                Partition.of("r", "d", "m", "p2", "1", "v", user, QUESTION),
                Partition.of("r", "d", "m", "p", "2", "v", user, QUESTION),
                Partition.of("r", "d", "m", "p", "1", "v2", user, QUESTION),
                Partition.of("r", "d", "m", "p1", "", "v", user, QUESTION),
                Partition.of("r", "d", "m", "p", "1", "v", new Identity("team", "u"), QUESTION),
                Partition.of("r", "d", "m", "p", "1", "v", new Identity("user", "U"), QUESTION),
                Partition.of("r", "d", "m", "p", "1", "v", new Identity("useru", ""), QUESTION),
                Partition.of("r", "d", "m", "p", "1", "v", Identity.ALL, QUESTION),
                Partition.of("r", "d", "m", "p", "1", "v", Identity.NOBODY, QUESTION),
                Partition.of("r", "d", "m", "p", "1", "v", user, other)))
        .doesNotHaveDuplicates();
  }
}
