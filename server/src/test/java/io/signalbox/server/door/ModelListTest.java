package io.signalbox.server.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.engine.RouterEvents;
import io.signalbox.server.reload.Documents;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The list of models: section 3.6 of the runtime contract. */
class ModelListTest {
  private static final String YAML =
      """
      version: v0.3
      routing: {modelCards: [{name: m}]}
      recipes:
      - {name: cheap, description: Little money.}
      - {name: plain}
      entrypoints:
      - {model_names: [acme/cheap, acme/thrifty], recipe: cheap}
      - {model_names: [acme/plain], recipe: plain}
      - {model_names: [acme/main], recipe: default}
      """;

  private static JsonNode list(String yaml) {
    var bytes = new ByteArrayOutputStream();
    try (var body = ModelList.reply(Documents.recipes(yaml, RouterEvents.NONE)).body()) {
      for (var chunk = body.next(); chunk != null; chunk = body.next()) {
        bytes.writeBytes(chunk);
      }
    }
    return JsonMapper.shared().readTree(bytes.toByteArray()).get("data");
  }

  @Test
  void virtualNamesTellTheirRecipe() {
    var items = list(YAML);
    assertThat(items)
        .extracting(item ->
            item.get("id").asString()
                + " "
                + item.get("routing").get("recipe").asString()
                + " "
                + item.get("routing").get("default_route").asBoolean())
        .containsExactly(
            "vllm-sr/auto default true",
            "auto default true",
            "MoM default true",
            "acme/cheap cheap false",
            "acme/thrifty cheap false",
            "acme/plain plain false",
            "acme/main default false");
    assertThat(items)
        .allSatisfy(item -> {
          assertThat(item.get("owned_by").asString()).isEqualTo("vllm-semantic-router");
          assertThat(item.get("routing").get("resolution").asString()).isEqualTo("virtual");
          assertThat(item.get("routing").get("selectable").asBoolean()).isTrue();
        });
    assertThat(items.get(3).get("description").asString()).isEqualTo("Little money.");
    assertThat(items.get(5).get("description").asString()).isNotBlank();
  }

  @Test
  void modelsAreListedWhereConfigured() {
    var items = list(YAML + "global: {router: {include_config_models_in_list: true}}\n");
    assertThat(items).hasSize(8);
    assertThat(items.get(7).get("routing").get("resolution").asString()).isEqualTo("passthrough");
  }
}
