package io.signalbox.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.HeaderEdits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccessTest {
  private static final String CHAT = "/v1/chat/completions";

  @ParameterizedTest
  @CsvSource({
    ",/v1/chat/completions",
    "'',/v1/chat/completions",
    "/v1,/v1/chat/completions",
    "/openai/v2,/openai/v2/chat/completions",
    "/v1/chat/completions,/v1/chat/completions",
    "/chat/completions,/chat/completions",
    "/openai/deployments/gpt-4o,/openai/deployments/gpt-4o/chat/completions",
  })
  void basePathIsNotDoubled(@Nullable String base, String expected) {
    assertThat(path(base, null, null, CHAT)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/messages,/v1/messages",
    "/v1/embeddings,/v1/embeddings",
    "/other,/v1/other",
  })
  void everyProtocolHasItsOwnPath(String standard, String expected) {
    assertThat(path("/v1", null, null, standard)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions,/x/chat?a=1&api-version=2",
    "/v1/messages,/x/chat?a=1&api-version=2",
    "/v1/embeddings,/base/embeddings?api-version=2",
  })
  void chatPathIsForChatAlone(String standard, String expected) {
    assertThat(path("/base", "/x/chat?a=1", "api-version=2", standard)).isEqualTo(expected);
  }

  private static String path(
      @Nullable String base, @Nullable String chatPath, @Nullable String query, String standard) {
    return new Access(KeyForm.BEARER, HeaderEdits.NONE, HeaderEdits.NONE, true, chatPath, query)
        .path(standard, new Backend.Address("host", 80, false, base));
  }
}
