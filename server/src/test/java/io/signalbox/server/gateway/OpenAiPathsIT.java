package io.signalbox.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenAI's other paths through the gateway, to a backend that speaks them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiPathsIT {
  private final ScriptedBackend backend = ScriptedBackend.friendly();
  private final Rig rig = Rig.to(backend);

  @AfterAll
  void stop() {
    rig.close();
    backend.close();
  }

  private HttpResponse<String> post(String path, String body) {
    return rig.send(rig.request(path).POST(BodyPublishers.ofString(body)).build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "/v1/responses|{\"model\":\"%s\",\"input\":\"an integral\",\"previous_response_id\":\"r\"}",
        "/v1/responses?x=y|{\"model\":\"%s\",\"input\":[{\"role\":\"user\",\"content\":\"integral\"}]}",
        "/v1/completions|{\"prompt\":[\"no\",\"integral\"],\"model\":\"%s\"}",
      })
  void aPromptIsRoutedAndOnlyTheModelChanges(String path, String body) {
    var response = post(path, body.formatted("auto"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("x-vsr-selected-decision")).hasValue("math_decision");
    var asked = backend.next();
    assertThat(asked.request().uri()).isEqualTo(path);
    assertThat(asked.text()).isEqualTo(body.formatted("math-expert"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "/v1/chat/completions|{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}",
        "/v1/responses|{\"model\":\"%s\",\"input\":\"%s\"}",
        "/v1/completions|{\"model\":\"%s\",\"prompt\":\"%s\"}",
      })
  void aGuardHoldsForANamedModelToo(String path, String body) {
    try (var guarded = Rig.guarded(backend)) {
      for (var text : new String[] {"an integral", "nothing"}) {
        var asked = body.formatted("base-model", text);
        var request = guarded.request(path).POST(BodyPublishers.ofString(asked)).build();
        var decision =
            guarded.send(request).headers().firstValue("x-vsr-selected-decision").orElse("");
        boolean harm = text.equals("an integral");
        assertThat(decision).isEqualTo(harm ? "math_decision" : "");
        assertThat(backend.next().text())
            .isEqualTo(body.formatted(harm ? "math-expert" : "base-model", text));
      }
    }
  }

  @Test
  void embeddingsAreNotRouted() {
    for (var model : new String[] {"auto", "base-model"}) {
      var response =
          post("/v1/embeddings", "{\"input\":\"an integral\",\"model\":\"%s\"}".formatted(model));
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("x-vsr-selected-decision")).isEmpty();
      assertThat(backend.next().text())
          .isEqualTo("{\"input\":\"an integral\",\"model\":\"base-model\"}");
    }
  }

  @Test
  void tokenIdsGoToTheDefaultModel() {
    post("/v1/completions", "{\"model\":\"auto\",\"prompt\":[1,2,3]}");
    assertThat(backend.next().text()).isEqualTo("{\"model\":\"base-model\",\"prompt\":[1,2,3]}");
  }
}
