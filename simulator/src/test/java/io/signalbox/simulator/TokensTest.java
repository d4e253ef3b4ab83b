package io.signalbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Tests of the tokens. */
class TokensTest {
  @Test
  void tokenIsAWordWithTheSpaceAfterIt() {
    assertThat(Tokens.split("What  is x^3?\n", 10)).containsExactly("What  ", "is ", "x^3?\n");
    assertThat(Tokens.count("What  is x^3?\n")).isEqualTo(3);
    assertThat(Tokens.count("")).isZero();
  }

  @Test
  void splitStopsAtItsLimit() {
    assertThat(Tokens.split("a b c", 2)).containsExactly("a ", "b ");
    assertThat(Tokens.split("a b c", 0)).isEmpty();
  }

  @Test
  void joinedTokensGiveTheTextBack() {
    List<String> pieces = List.of("a", " ", "🚂", "\n", "é", "漢", "\ud83d");
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(200); i > 0; i--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      List<String> tokens = Tokens.split(text.toString(), Integer.MAX_VALUE);
      assertThat(String.join("", tokens)).isEqualTo(text.toString());
      assertThat(tokens).hasSize(Tokens.count(text.toString())).doesNotContain("");
    }
  }

  @Test
  void longWordIsCutBetweenCharacters() {
    List<String> tokens = Tokens.split("a" + "🚂".repeat(40), 100);

    assertThat(tokens).hasSize(3);
    assertThat(tokens)
        .noneMatch(token -> Character.isHighSurrogate(token.charAt(token.length() - 1)));
  }
}
