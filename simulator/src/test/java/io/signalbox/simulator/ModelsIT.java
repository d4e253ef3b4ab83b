package io.signalbox.simulator;

import static io.signalbox.simulator.SimulatorClient.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The list of models, and the adapters that come and go. */
class ModelsIT {
  private static final String LOAD = "/v1/load_lora_adapter";
  private static final String UNLOAD = "/v1/unload_lora_adapter";

  private final Simulator simulator =
      Simulator.start(SimulatorOptions.defaults().withLoras("science-expert", "math-expert"));
  private final SimulatorClient client = SimulatorClient.http1(simulator);

  @AfterEach
  void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void baseModelHasNoParentAndAdaptersHaveIt() {
    JsonNode list = SimulatorClient.json(client.get("/v1/models"));

    assertThat(list.get("object").stringValue()).isEqualTo("list");
    JsonNode base = list.get("data").get(0);
    assertThat(base.propertyNames())
        .containsExactly("id", "object", "created", "owned_by", "root", "parent", "max_model_len");
    assertThat(base.get("id").stringValue()).isEqualTo("base-model");
    assertThat(base.get("parent").isNull()).isTrue();
    assertThat(base.get("max_model_len").intValue()).isEqualTo(1024);
    JsonNode adapter = list.get("data").get(2);
    assertThat(adapter.get("id").stringValue()).isEqualTo("math-expert");
    assertThat(adapter.get("root").stringValue()).isEqualTo("math-expert");
    assertThat(adapter.get("parent").stringValue()).isEqualTo("base-model");
  }

  @Test
  void servedNamesReplaceTheModel() {
    SimulatorOptions named =
        SimulatorOptions.defaults().withModel("org/model").withServedNames("first", "second");
    try (Simulator other = Simulator.start(named.withLoras("law-expert"));
        SimulatorClient toOther = SimulatorClient.http1(other)) {
      JsonNode data = SimulatorClient.json(toOther.get("/v1/models")).get("data");
      assertThat(ids(data)).containsExactly("first", "second", "law-expert");
      assertThat(data.get(1).get("root").stringValue()).isEqualTo("org/model");
      assertThat(data.get(2).get("parent").stringValue()).isEqualTo("first");
      assertThat(toOther.ask(CHAT, chat("second")).get("model").stringValue()).isEqualTo("first");
      assertThat(toOther.post(CHAT, chat("org/model")).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void loadedAdapterServesUntilUnloaded() {
    assertThat(client.post(CHAT, chat("new-expert")).statusCode()).isEqualTo(404);

    assertThat(
            client.post(LOAD, "{\"lora_name\":\"new-expert\",\"lora_path\":\"/x\"}").statusCode())
        .isEqualTo(200);

    JsonNode data = SimulatorClient.json(client.get("/v1/models")).get("data");
    assertThat(data.get(3).get("root").stringValue()).isEqualTo("/x");
    assertThat(client.ask(CHAT, chat("new-expert")).get("model").stringValue())
        .isEqualTo("new-expert");

    assertThat(client.post(UNLOAD, "{\"lora_name\":\"new-expert\"}").statusCode()).isEqualTo(200);

    assertThat(client.post(CHAT, chat("new-expert")).statusCode()).isEqualTo(404);
    assertThat(ids(SimulatorClient.json(client.get("/v1/models")).get("data")))
        .containsExactly("base-model", "science-expert", "math-expert");
  }

  @Test
  void adapterFromTheStartCanBeUnloaded() {
    assertThat(client.post(UNLOAD, "{\"lora_name\":\"math-expert\"}").statusCode()).isEqualTo(200);
    assertThat(client.post(CHAT, chat("math-expert")).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/v1/load_lora_adapter,`{\"lora_name\":\"math-expert\",\"lora_path\":\"/x\"}`,400,InvalidUserInput",
        "/v1/load_lora_adapter,`{\"lora_name\":\"base-model\",\"lora_path\":\"/x\"}`,400,InvalidUserInput",
        "/v1/load_lora_adapter,`{\"lora_name\":\"other\"}`,400,InvalidUserInput",
        "/v1/load_lora_adapter,`{\"lora_name\":\"other\",\"lora_path\":\"\"}`,400,InvalidUserInput",
        "/v1/load_lora_adapter,`{}`,400,InvalidUserInput",
        "/v1/load_lora_adapter,`{`,400,BadRequestError",
        "/v1/load_lora_adapter,`{\"lora_name\":1}`,400,BadRequestError",
        "/v1/unload_lora_adapter,`{}`,400,InvalidUserInput",
        "/v1/unload_lora_adapter,`{\"lora_name\":\"nope\"}`,404,NotFoundError",
        "/v1/unload_lora_adapter,`{\"lora_name\":\"base-model\"}`,404,NotFoundError"
      })
  void wrongAdapterRequestIsRefusedBare(String path, String body, int status, String type) {
    HttpResponse<String> response = client.post(path, body);

    assertThat(response.statusCode()).isEqualTo(status);
    JsonNode error = SimulatorClient.json(response);
    assertThat(error.propertyNames()).containsExactly("object", "message", "type", "param", "code");
    assertThat(error.get("object").stringValue()).isEqualTo("error");
    assertThat(error.get("type").stringValue()).isEqualTo(type);
    assertThat(error.get("code").intValue()).isEqualTo(status);
  }

  private static List<String> ids(JsonNode data) {
    List<String> ids = new ArrayList<>();
    data.forEach(card -> ids.add(card.get("id").stringValue()));
    return ids;
  }

  private static String chat(String model) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"
        .formatted(model);
  }
}
