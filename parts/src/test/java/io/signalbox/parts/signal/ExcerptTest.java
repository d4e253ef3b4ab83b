package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class ExcerptTest {
  @Test
  void aShortTextIsWhole() {
    var text = "a".repeat(Excerpt.MAX);
    assertThat(Excerpt.of(text)).isSameAs(text);
    var wide = "\ud83d\ude00".repeat(Excerpt.MAX);
    assertThat(Excerpt.of(wide)).isSameAs(wide);
    assertThat(Excerpt.of("")).isEmpty();
  }

  @Test
  void aLongTextIsItsBeginningMiddleAndEnd() {
    var text = "b".repeat(10_000) + "m".repeat(700) + "e".repeat(10_000);
    var third = Excerpt.MAX / 3;
    assertThat(Excerpt.of(text))
        .isEqualTo("b".repeat(third) + "\n…\n" + "m".repeat(third) + "\n…\n" + "e".repeat(third));
  }

  @Test
  void noCharacterIsCut() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      int length = Excerpt.MAX + random.nextInt(300);
      var text = new StringBuilder();
      for (int j = 0; j < length; j++) {
        text.append(random.nextBoolean() ? "a" : "\ud83d\ude00");
      }
      var read = Excerpt.of(text.toString());
      assertThat(read.codePointCount(0, read.length())).isLessThanOrEqualTo(Excerpt.MAX + 6);
      assertThat(read.codePoints().noneMatch(c -> c >= 0xd800 && c < 0xe000))
          .as("seed %d", seed)
          .isTrue();
    }
  }
}
