package io.signalbox.config.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
  private static final List<String> NAMES =
      List.of("system_prompt", "response_cache", "tools", "rag", "modelRefs");

  @ParameterizedTest
  @CsvSource({
    "systm_prompt, system_prompt",
    "system_promtp, system_prompt",
    "respons_cach, response_cache",
    "tool, tools",
    "modelrefs, modelRefs",
    "model_refs, modelRefs",
  })
  void theNearestNameIsFound(String word, String expected) {
    assertThat(Suggestions.nearest(word, NAMES)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({"memory", "xy", "abc", "system"})
  void aDistantNameIsNotSuggested(String word) {
    assertThat(Suggestions.nearest(word, NAMES)).isEmpty();
  }

  @Test
  void theNearerOfTwoWins() {
    assertThat(Suggestions.nearest("cart", List.of("carts_", "card"))).contains("card");
  }

  @Test
  void nothingIsNearestToNothing() {
    assertThat(Suggestions.nearest("word", List.of())).isEmpty();
    assertThat(Suggestions.nearest("", NAMES)).isEmpty();
  }
}
