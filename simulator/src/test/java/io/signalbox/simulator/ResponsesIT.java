package io.signalbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** OpenAI's responses, plain and as events. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResponsesIT {
  private static final String PATH = "/v1/responses";

  private final Simulator simulator =
      Simulator.start(SimulatorOptions.defaults().withLoras("math-expert"));
  private final SimulatorClient client = SimulatorClient.http1(simulator);

  @AfterAll
  void stop() {
    client.close();
    simulator.close();
  }

  private static String body(String fields) {
    return "{\"model\":\"math-expert\"," + fields + "}";
  }

  private List<JsonNode> events(String fields) {
    List<JsonNode> events = new ArrayList<>();
    for (String event :
        client.post(PATH, body("\"stream\":true," + fields)).body().split("\n\n", -1)) {
      if (!event.isEmpty()) {
        String[] lines = event.split("\n", 2);
        JsonNode data = SimulatorClient.json(lines[1].substring("data: ".length()));
        assertThat(lines[0]).isEqualTo("event: " + data.get("type").stringValue());
        assertThat(data.get("sequence_number").intValue()).isEqualTo(events.size());
        events.add(data);
      }
    }
    return events;
  }

  @Test
  void aPlainResponseTellsItsTextAndCounts() {
    JsonNode response =
        client.ask(PATH, body("\"input\":\"hi there\",\"instructions\":\"Be short.\""));
    assertThat(response.get("id").stringValue()).startsWith("resp_");
    assertThat(response.get("object").stringValue()).isEqualTo("response");
    assertThat(response.get("status").stringValue()).isEqualTo("completed");
    assertThat(response.get("model").stringValue()).isEqualTo("math-expert");
    JsonNode message = response.get("output").get(0);
    assertThat(message.get("content").get(0).get("text").stringValue())
        .startsWith("[math-expert, thinking default] ");
    JsonNode usage = response.get("usage");
    assertThat(usage.get("total_tokens").intValue())
        .isEqualTo(usage.get("input_tokens").intValue() + usage.get("output_tokens").intValue());
  }

  @Test
  void itemsAreReadAsMessages() {
    JsonNode response =
        client.ask(
            PATH,
            body(
                """
                "input":[{"role":"developer","content":"d"},
                  {"type":"function_call_output","call_id":"c","output":"x"},
                  {"type":"message","role":"user","content":[{"type":"input_text","text":"hello"}]}]
                """));
    assertThat(response.get("status").stringValue()).isEqualTo("completed");
    assertThat(client.post(PATH, body("\"input\":7")).statusCode()).isEqualTo(400);
    assertThat(client.post(PATH, body("\"input\":[7]")).statusCode()).isEqualTo(400);
    assertThat(client.get(PATH).statusCode()).isEqualTo(405);
  }

  @Test
  void aStreamGrowsIntoTheSameResponse() {
    List<JsonNode> events = events("\"input\":\"hi\"");
    StringBuilder text = new StringBuilder();
    for (JsonNode event : events) {
      if (event.get("type").stringValue().equals("response.output_text.delta")) {
        text.append(event.get("delta").stringValue());
      }
    }
    assertThat(events.getFirst().get("type").stringValue()).isEqualTo("response.created");
    assertThat(events.getLast().get("type").stringValue()).isEqualTo("response.completed");
    JsonNode response = events.getLast().get("response");
    assertThat(response.get("output").get(0).get("content").get(0).get("text").stringValue())
        .isEqualTo(text.toString());
    assertThat(response.get("usage").get("output_tokens").intValue()).isPositive();
    JsonNode plain = client.ask(PATH, body("\"input\":\"hi\""));
    assertThat(response.get("output").get(0).get("content"))
        .isEqualTo(plain.get("output").get(0).get("content"));
  }

  @Test
  void thoughtsAreAnItemOfTheirOwn() {
    List<JsonNode> events = events("\"input\":\"hi\",\"reasoning\":{\"effort\":\"low\"}");
    JsonNode output = events.getLast().get("response").get("output");
    assertThat(output.get(0).get("type").stringValue()).isEqualTo("reasoning");
    assertThat(output.get(1).get("type").stringValue()).isEqualTo("message");
    List<JsonNode> done = new ArrayList<>();
    for (JsonNode event : events) {
      if (event.get("type").stringValue().equals("response.output_item.done")) {
        done.add(event.get("item"));
      }
    }
    assertThat(done).containsExactly(output.get(0), output.get(1));
  }

  @Test
  void anAnswerCutAtItsLimitIsIncomplete() {
    List<JsonNode> events = events("\"input\":\"hi\",\"max_output_tokens\":2");
    assertThat(events.getLast().get("type").stringValue()).isEqualTo("response.incomplete");
    JsonNode response = events.getLast().get("response");
    assertThat(response.get("incomplete_details").get("reason").stringValue())
        .isEqualTo("max_output_tokens");
    assertThat(response.get("usage").get("output_tokens").intValue()).isEqualTo(2);
  }
}
