package io.signalbox.parts.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StoredAnswerTest {
  private static final String KEY = "r/d/m/0123/4567";

  private static StoredAnswer answer(String question, @Nullable Usage usage) {
    return new StoredAnswer(
        question,
        new AnswerForm("openai", true, false),
        "text/event-stream",
        "data: größe\n\n".getBytes(StandardCharsets.UTF_8),
        true,
        Instant.ofEpochMilli(1_700_000_000_123L),
        usage,
        usage == null ? null : usage.completion());
  }

  @Test
  void comesBackAsItWas() {
    for (var question : List.of("größe?", "", "half \ud83d of it", "\u0000")) {
      for (var usage : new Usage[] {null, new Usage(0, 0), new Usage(3, 1L << 40)}) {
        var answer = answer(question, usage);
        var opened = Objects.requireNonNull(StoredAnswer.opened(KEY, answer.sealed(KEY)));
        assertThat(opened).usingRecursiveComparison().as("%s", question).isEqualTo(answer);
      }
    }
  }

  @Test
  void aByteThatDiffersAnywhereIsNoticed() {
    var sealed = answer("q", new Usage(1, 2)).sealed(KEY);
    for (int i = 0; i < sealed.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        var damaged = sealed.clone();
        damaged[i] ^= (byte) (1 << bit);
        assertThat(StoredAnswer.opened(KEY, damaged)).as("byte %d, bit %d", i, bit).isNull();
      }
    }
  }

  @Test
  void whatIsCutOrLongerIsNoticed() {
    var sealed = answer("q", new Usage(1, 2)).sealed(KEY);
    for (int length = 0; length < sealed.length; length++) {
      assertThat(StoredAnswer.opened(KEY, Arrays.copyOf(sealed, length))).isNull();
    }
    assertThat(StoredAnswer.opened(KEY, Arrays.copyOf(sealed, sealed.length + 1))).isNull();
  }

  @Test
  void anAnswerUnderAnotherKeyIsNone() {
    var sealed = answer("q", null).sealed(KEY);
    assertThat(StoredAnswer.opened(KEY + "0", sealed)).isNull();
    assertThat(StoredAnswer.opened("", sealed)).isNull();
  }

  @Test
  void ageIsNeverNegative() {
    var answer = answer("q", null);
    assertThat(answer.age(answer.storedAt().plusSeconds(5))).isEqualTo(Duration.ofSeconds(5));
    assertThat(answer.age(answer.storedAt().minusSeconds(5))).isEqualTo(Duration.ZERO);
  }

  @Test
  void saysNothingOfItsText() {
    assertThat(answer("secret", null).toString()).doesNotContain("secret", "größe");
  }
}
