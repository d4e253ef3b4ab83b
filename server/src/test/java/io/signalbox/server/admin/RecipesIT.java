package io.signalbox.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.server.admin.access.AccessPolicy;
import io.signalbox.server.admin.config.Trial;
import io.signalbox.server.reload.Documents;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Recipes as a part of the document; whether one would serve is here said by a trial that says yes.
 */
class RecipesIT {
  private static final String PATH = "/config/router/recipes";
  private static final String CODING =
      "{\"description\":\"For code\",\"routing\":{\"decisions\":[]},\"entrypoints\":[\"code\"]}";

  @TempDir Path directory;
  private ConfigRig rig;

  @BeforeEach
  void start() throws Exception {
    var file = Files.writeString(directory.resolve("config.yaml"), Documents.YAML);
    rig =
        new ConfigRig(file, AccessPolicy.open(), yaml -> new Trial.Outcome(null, true, List.of()));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void defaultRecipeIsTheRoutingAtTheTop() {
    var json = rig.json(rig.rig.get(PATH), 200);
    assertThat(json.get("etag").stringValue()).isEqualTo(rig.etag());
    var item = json.get("recipes").get(0);
    assertThat(item.get("name").stringValue()).isEqualTo("default");
    assertThat(item.get("source").stringValue()).isEqualTo("routing");
    assertThat(item.get("deletable").booleanValue()).isFalse();
    assertThat(item.at("/routing/decisions")).hasSize(2);
    assertThat(rig.json(rig.rig.get(PATH + "/default"), 200)).isEqualTo(item);
  }

  @Test
  void defaultRecipeIsReplaced() throws Exception {
    var item = rig.json(rig.rig.get(PATH + "/default"), 200);
    var routing = item.get("routing").toString().replace("law_decision", "court_decision");
    var json = rig.json(put("default", "{\"routing\":" + routing + "}", rig.etag()), 200);
    assertThat(json.get("runtime_status").stringValue()).isEqualTo("active");
    assertThat(rig.text()).contains("court_decision", "version: v0.3");
    assertThat(rig.acts)
        .singleElement()
        .satisfies(act -> {
          assertThat(act.action()).isEqualTo("recipe.put");
          assertThat(act.path()).isEqualTo(PATH + "/{name}");
        });
  }

  @Test
  void recipeIsCreatedReplacedAndRemoved() {
    var created = put("coding", CODING, rig.etag());
    assertThat(created.statusCode()).as(created.body()).isIn(201, 202);
    var item = rig.json(rig.rig.get(PATH + "/coding"), 200);
    assertThat(item.get("description").stringValue()).isEqualTo("For code");
    assertThat(item.get("entrypoints").toString()).isEqualTo("[\"code\"]");
    assertThat(item.get("deletable").booleanValue()).isTrue();
    assertThat(rig.code(delete("coding", rig.etag()), 409)).isEqualTo("RECIPE_IN_USE");
    var replaced = put("coding", "{\"routing\":{\"decisions\":[]},\"entrypoints\":[]}", rig.etag());
    assertThat(replaced.statusCode()).as(replaced.body()).isIn(200, 202);
    assertThat(delete("coding", rig.etag()).statusCode()).isIn(200, 202);
    assertThat(rig.code(rig.rig.get(PATH + "/coding"), 404)).isEqualTo("RECIPE_NOT_FOUND");
    assertThat(rig.code(delete("coding", rig.etag()), 404)).isEqualTo("RECIPE_NOT_FOUND");
  }

  @Test
  void clientMustSayWhatItChanges() throws Exception {
    var before = rig.text();
    assertThat(rig.code(rig.send("PUT", PATH + "/coding", CODING), 428))
        .isEqualTo("PRECONDITION_REQUIRED");
    assertThat(rig.code(rig.send("DELETE", PATH + "/coding", ""), 428))
        .isEqualTo("PRECONDITION_REQUIRED");
    assertThat(rig.code(put("coding", CODING, "\"old\""), 412)).isEqualTo("CONFIG_CHANGED");
    assertThat(rig.code(delete("coding", "\"old\""), 412)).isEqualTo("CONFIG_CHANGED");
    assertThat(rig.code(delete("default", rig.etag()), 409)).isEqualTo("DEFAULT_RECIPE_REQUIRED");
    assertThat(rig.text()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "coding | {} | INVALID_RECIPE",
        "coding | {\"routing\":{}} | INVALID_RECIPE",
        "coding | {\"routing\":[]} | INVALID_RECIPE",
        "coding | {\"routing\":{\"modelCards\":[]}} | INVALID_RECIPE",
        "coding | {\"routing\":{\"a\":1},\"entrypoints\":\"x\"} | INVALID_RECIPE",
        "coding | {\"routing\":{\"a\":1},\"entrypoints\":[1]} | INVALID_RECIPE",
        "coding | {\"name\":\"other\",\"routing\":{\"a\":1}} | RECIPE_NAME_MISMATCH",
        "coding | {\"name\":7,\"routing\":{\"a\":1}} | INVALID_INPUT",
        "coding | [] | INVALID_INPUT",
        "default | {\"description\":\"x\",\"routing\":{\"a\":1}} | INVALID_RECIPE",
        "default | {\"entrypoints\":[],\"routing\":{\"a\":1}} | INVALID_RECIPE",
      })
  void whatIsNoRecipeIsRefused(String name, String body, String code) throws Exception {
    var before = rig.text();
    assertThat(rig.code(put(name, body, rig.etag()), 400)).isEqualTo(code);
    assertThat(rig.text()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "../../etc/passwd", "a/b", "a\\b", " ", "a\u0000b", "a\nb"})
  void nameThatIsNoneIsRefused(String name) throws Exception {
    var before = rig.text();
    var response = put(name, CODING, rig.etag());
    assertThat(response.statusCode()).isIn(400, 404, 405);
    if (response.statusCode() == 400) {
      assertThat(response.body()).contains("INVALID_RECIPE_NAME");
    }
    assertThat(rig.code(put("x".repeat(200), CODING, rig.etag()), 400))
        .isEqualTo("INVALID_RECIPE_NAME");
    assertThat(rig.text()).isEqualTo(before);
    assertThat(rig.files()).containsExactly("config.yaml");
  }

  @Test
  void recipeIsJudgedWithoutAChange() throws Exception {
    var before = rig.text();
    var body = CODING.replaceFirst("\\{", "{\"name\":\"coding\",");
    var json = rig.json(rig.send("POST", PATH + "/validate", body), 200);
    assertThat(json.get("action").stringValue()).isEqualTo("create");
    assertThat(rig.code(rig.send("POST", PATH + "/validate", CODING), 400))
        .isEqualTo("INVALID_RECIPE_NAME");
    assertThat(rig.text()).isEqualTo(before);
  }

  @Test
  void nameMayBeOfAnyScript() {
    var name = "コード α 1";
    assertThat(put(name, CODING, rig.etag()).statusCode()).isIn(201, 202);
    assertThat(rig.json(rig.rig.get(PATH + "/" + encoded(name)), 200).get("name").stringValue())
        .isEqualTo(name);
  }

  private HttpResponse<String> put(String name, String body, String etag) {
    return rig.send("PUT", PATH + "/" + encoded(name), body, "if-match", etag);
  }

  private HttpResponse<String> delete(String name, String etag) {
    return rig.send("DELETE", PATH + "/" + encoded(name), "", "if-match", etag);
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
