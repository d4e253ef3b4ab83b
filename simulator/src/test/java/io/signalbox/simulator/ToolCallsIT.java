package io.signalbox.simulator;

import static io.signalbox.simulator.SimulatorClient.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Calls of tools that a request leaves no choice about. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ToolCallsIT {
  private static final String TOOLS =
      """
      "tools":[{"type":"function","function":{"name":"get_weather","parameters":{"type":"object",
        "properties":{"city":{"type":"string"},"days":{"type":"integer"},
          "unit":{"enum":["C","F"]},"where":{"type":"object","properties":{"exact":{"type":"boolean"}}}}}}},
       {"type":"function","function":{"name":"bare"}}]\
      """;
  private static final String ARGUMENTS =
      "{\"city\":\"amber\",\"days\":1,\"unit\":\"C\",\"where\":{\"exact\":true}}";

  private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());
  private final SimulatorClient client = SimulatorClient.http1(simulator);

  @AfterAll
  void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void aRequiredToolIsCalledWithArgumentsOfItsSchema() {
    JsonNode choice =
        client.ask(CHAT, body("\"tool_choice\":\"required\"," + TOOLS)).get("choices").get(0);
    assertThat(choice.get("finish_reason").stringValue()).isEqualTo("tool_calls");
    assertThat(choice.get("message").get("content").isNull()).isTrue();
    JsonNode call = choice.get("message").get("tool_calls").get(0);
    assertThat(call.get("id").stringValue()).startsWith("chatcmpl-tool-");
    assertThat(call.get("type").stringValue()).isEqualTo("function");
    assertThat(call.get("function").get("name").stringValue()).isEqualTo("get_weather");
    assertThat(call.get("function").get("arguments").stringValue()).isEqualTo(ARGUMENTS);
  }

  @Test
  void aNamedToolIsCalled() {
    var named = "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"bare\"}},";
    JsonNode message = client.ask(CHAT, body(named + TOOLS)).get("choices").get(0).get("message");
    JsonNode function = message.get("tool_calls").get(0).get("function");
    assertThat(function.get("name").stringValue()).isEqualTo("bare");
    assertThat(function.get("arguments").stringValue()).isEqualTo("{}");
  }

  @Test
  void aStreamTellsTheToolOnceAndItsArgumentsInPieces() {
    var asked =
        "\"stream\":true,\"reasoning_effort\":\"low\",\"tool_choice\":\"required\"," + TOOLS;
    String ids = "";
    var names = new StringBuilder();
    var arguments = new StringBuilder();
    String finish = "";
    for (String line : client.post(CHAT, body(asked)).body().split("\n\n", -1)) {
      if (line.startsWith("data: {")) {
        JsonNode choice = SimulatorClient.json(line.substring(6)).get("choices").get(0);
        for (JsonNode call : choice.path("delta").path("tool_calls")) {
          ids += call.path("id").asString("");
          names.append(call.path("function").path("name").asString(""));
          arguments.append(call.path("function").path("arguments").asString(""));
        }
        finish =
            choice.get("finish_reason").isNull()
                ? finish
                : choice.get("finish_reason").stringValue();
      }
    }
    assertThat(ids).matches("chatcmpl-tool-[0-9a-f]{16}");
    assertThat(names).hasToString("get_weather");
    assertThat(arguments).hasToString(ARGUMENTS);
    assertThat(finish).isEqualTo("tool_calls");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"tool_choice\":\"auto\",",
        "\"tool_choice\":\"none\",",
        "\"tool_choice\":null,"
      })
  void aToolThatMayBeCalledIsNot(String choice) {
    JsonNode answer = client.ask(CHAT, body(choice + TOOLS)).get("choices").get(0);
    assertThat(answer.get("finish_reason").stringValue()).isEqualTo("stop");
    assertThat(answer.get("message").has("tool_calls")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"tool_choice\":\"required\"",
        "\"tool_choice\":\"required\",\"tools\":[]",
        "\"tool_choice\":\"required\",\"tools\":[7]",
        "\"tool_choice\":{\"function\":{\"name\":\"x\"}},\"tools\":[{\"function\":{\"name\":\"y\"}}]"
      })
  void aForcedToolThatIsNotThereIsRefused(String fields) {
    assertThat(client.post(CHAT, body(fields)).statusCode()).isEqualTo(400);
  }

  private static String body(String fields) {
    return "{\"model\":\"base-model\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],"
        + fields
        + "}";
  }
}
