package io.signalbox.server.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.catalog.Catalog;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.parts.StandardParts;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request asks for, told by its method and path. */
final class EndpointTest {
  private static final Catalog CATALOG = StandardParts.catalog();
  private static final Set<String> CLOSED = Set.of("/v1/responses");

  private static Endpoint of(String method, String target) {
    return Endpoint.of(method, target, CATALOG, Set.of());
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/chat/completions, openai",
    "POST, /v1/responses, responses",
    "POST, /v1/responses/?a=b, responses",
    "post, //v1//responses, responses",
    "POST, /v1/completions, completions",
    "POST, /v1/embeddings, embeddings",
  })
  void aPathIsSpokenToInItsProtocol(String method, String target, String protocol) {
    assertThat(of(method, target))
        .isInstanceOfSatisfying(
            Endpoint.Chat.class, chat -> assertThat(chat.protocol().name()).isEqualTo(protocol));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/responses/resp_1",
    "GET, /v1/responses/resp_1?include=x",
    "DELETE, /v1/responses/resp_1/",
    "GET, /v1/responses/resp_1/input_items",
    "POST, /v1/responses/resp_1/cancel",
  })
  void storedResponsesAreTheBackends(String method, String target) {
    assertThat(of(method, target))
        .isInstanceOfSatisfying(
            Endpoint.Kept.class, kept -> assertThat(kept.protocol().name()).isEqualTo("responses"));
    refused(Fault.NOT_FOUND, method, target, CLOSED);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/responses/resp_1, 'DELETE, GET'",
    "GET, /v1/responses/resp_1/cancel, POST",
    "GET, /v1/responses, POST",
    "PUT, /v1/embeddings, POST",
    "POST, /v1/models, GET",
  })
  void otherMethodsAreNamed(String method, String target, String allowed) {
    assertThatThrownBy(() -> of(method, target))
        .isInstanceOfSatisfying(
            RouterException.class,
            refused -> {
              assertThat(refused.fault()).isEqualTo(Fault.METHOD_NOT_ALLOWED);
              assertThat(refused.headers().edits().getFirst().value()).isEqualTo(allowed);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1",
        "/v1/responses/input_tokens",
        "/v1/responses/compact",
        "/v1/responses/a/b/c"
      })
  void whatMayHoldAPromptUnderAnotherPathDoesNotPass(String target) {
    refused(Fault.NOT_FOUND, "POST", target, Set.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/responses", "/v1/responses/x", "/v1/responses/"})
  void whatIsSwitchedOffDoesNotExist(String target) {
    refused(Fault.NOT_FOUND, "POST", target, CLOSED);
    assertThatThrownBy(() -> Endpoint.of("POST", target, CATALOG, CLOSED))
        .hasMessageContaining("POST /v1/chat/completions")
        .hasMessageNotContaining("/v1/responses");
  }

  private static void refused(Fault fault, String method, String target, Set<String> closed) {
    assertThatThrownBy(() -> Endpoint.of(method, target, CATALOG, closed))
        .isInstanceOfSatisfying(
            RouterException.class, refused -> assertThat(refused.fault()).isEqualTo(fault));
  }
}
