package io.signalbox.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class CacheExplainCommandTest {
  private static final String CONFIG =
      """
      version: v0.3
      providers: {defaults: {default_model: small}}
      global:
        stores: {response_cache: {verify: "off"}}
        services: {authz: {identity: {user_id_header: x-authz-user-id}}}
      routing:
        modelCards: [{name: small}]
        signals:
          keywords: [{name: other, operator: OR, keywords: [outdoor]}]
        decisions:
          - name: outdoor_unit
            priority: 2
            rules: {operator: OR, conditions: [{type: keyword, name: other}]}
            modelRefs: [{model: small}]
          - name: support
            priority: 1
            rules: {operator: AND, conditions: []}
            modelRefs: [{model: small}]
            plugins: [{type: keeper, configuration: {}}]
      """;
  private static final String ASK =
      """
      {"model": "auto", "temperature": 0.1, "messages": [
        {"role": "system", "content": "You know the HomeHub X2."},
        {"role": "user", "content": "How do I factory-reset my HomeHub X2?"}]}
      """;
  private static final String AGAIN =
      ASK.replace("How do I factory-reset my", "How can I factory reset the");

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int explain(String first, String second, String... arguments) throws IOException {
    var all =
        new ArrayList<>(
            List.of(
                "--config",
                Files.writeString(folder.resolve("config.yaml"), CONFIG).toString(),
                Files.writeString(folder.resolve("a.json"), first).toString(),
                Files.writeString(folder.resolve("b.json"), second).toString()));
    all.addAll(List.of(arguments));
    var line = new CommandLine(new CacheExplainCommand(KeeperPlugin.catalog()));
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(all.toArray(String[]::new));
  }

  private JsonNode json(int exit, String first, String second, String... arguments)
      throws IOException {
    var all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    assertThat(explain(first, second, all.toArray(String[]::new)))
        .as(err.toString())
        .isEqualTo(exit);
    return JsonMapper.shared().readTree(out.toString());
  }

  private static JsonNode part(JsonNode json, String name) {
    for (var part : json.path("parts")) {
      if (part.path("part").asString("").equals(name)) {
        return part;
      }
    }
    throw new AssertionError(name + " is not told: " + json);
  }

  @Test
  void questionsInWordsAreChatRequests() throws IOException {
    var config = Files.writeString(folder.resolve("config.yaml"), CONFIG).toString();
    var line = new CommandLine(new CacheExplainCommand(KeeperPlugin.catalog()));
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    var question = "Is https://hub.example//x my HomeHub?";
    assertThat(line.execute("--config", config, question, question)).as(err.toString()).isZero();
    assertThat(line.execute("--config", config, question, "a.json")).isEqualTo(1);
    assertThat(err.toString()).contains("no such file: a.json");
  }

  @Test
  void sameRequestIsServedWhateverItsFieldsAreOrdered() throws IOException {
    var json =
        json(
            0,
            ASK,
            ASK.replace("{\"model\": \"auto\", ", "{").replace("]}", "], \"model\": \"auto\"}"));
    assertThat(json.path("shared").booleanValue()).isTrue();
    assertThat(json.path("reason").stringValue()).isEqualTo("same_request");
    assertThat(json.path("fields")).isEmpty();
    assertThat(json.at("/question/same_text").booleanValue()).isTrue();
  }

  @Test
  void sameMeaningIsServedAndTheNumbersAreTold() throws IOException {
    var json = json(0, ASK, AGAIN);
    assertThat(json.path("tier").stringValue()).isEqualTo("semantic");
    assertThat(json.at("/question/cosine").doubleValue()).isBetween(0.8, 1.0);
    assertThat(json.at("/question/threshold").doubleValue()).isEqualTo(0.8);
    assertThat(json.at("/question/verify").stringValue()).isEqualTo("off");
    assertThat(json.at("/question/verdict/same").booleanValue()).isTrue();
    var field = json.at("/fields/0");
    assertThat(field.path("path").stringValue()).isEqualTo("messages[1].content");
    assertThat(field.path("turn").intValue()).isEqualTo(2);
    assertThat(field.path("role").stringValue()).isEqualTo("user");
    assertThat(field.path("effect").stringValue()).isEqualTo("question");
  }

  @Test
  void fieldsThatPartTheRequestsAreNamedWithoutTheirValues() throws IOException {
    var second =
        AGAIN
            .replace("\"temperature\": 0.1", "\"temperature\": 0.7, \"max_tokens\": 987654321")
            .replace("You know the", "You sell the");
    var json = json(3, ASK, second);
    assertThat(json.path("shared").booleanValue()).isFalse();
    assertThat(json.path("reason").stringValue()).isEqualTo("other_partition");
    assertThat(part(json, "fingerprint").path("same").booleanValue()).isFalse();
    assertThat(part(json, "decision").path("same").booleanValue()).isTrue();
    assertThat(json.path("fields").findValuesAsString("path"))
        .containsExactly("max_tokens", "messages[0].content", "messages[1].content", "temperature");
    assertThat(json.path("fields").findValuesAsString("effect"))
        .containsExactly("none", "counts", "question", "counts");
    assertThat(json.at("/fields/0/in").stringValue()).isEqualTo("b");
    assertThat(out.toString()).doesNotContain("sell", "HomeHub", "987654321");
  }

  @Test
  void valuesAreShownToWhoeverAsks() throws IOException {
    assertThat(explain(ASK, ASK.replace("0.1", "0.7"), "--show-text")).isEqualTo(3);
    assertThat(out.toString())
        .contains("A 0.1", "B 0.7", "asks: How do I factory-reset my HomeHub X2?")
        .containsPattern("COUNTS +temperature")
        .containsPattern("OTHER +fingerprint");
  }

  @Test
  void anotherPersonIsToldWithoutNamingAnybody() throws IOException {
    assertThat(
            explain(
                ASK, ASK, "--header-a", "x-authz-user-id=ann", "--header-b", "x-authz-user-id=bob"))
        .isEqualTo(3);
    assertThat(out.toString())
        .contains("B does not get the answer of A: other partition")
        .containsPattern("OTHER +user +A user, B user")
        .containsPattern("same +fingerprint")
        .doesNotContain("ann", "bob");
  }

  @Test
  void anotherMeaningIsNear() throws IOException {
    var json = json(3, ASK, ASK.replace("factory-reset my HomeHub X2", "boil an egg"));
    assertThat(json.path("reason").stringValue()).isEqualTo("none");
    assertThat(json.at("/question/cosine").doubleValue()).isLessThan(0.8);
    assertThat(part(json, "partition").path("same").booleanValue()).isTrue();
  }

  @Test
  void decisionThatKeepsNothingIsTold() throws IOException {
    var json = json(3, ASK, ASK.replace("my HomeHub", "my outdoor HomeHub"));
    assertThat(json.path("reason").stringValue()).isEqualTo("second_not_looked_up");
    assertThat(part(json, "decision").path("b").stringValue()).isEqualTo("outdoor_unit");
    assertThat(json.at("/b/lookup").stringValue()).isEqualTo("none");
  }

  @Test
  void mistakesAreTold() throws IOException {
    assertThat(explain("{", ASK)).isEqualTo(1);
    assertThat(err.toString()).contains("refused with 400").doesNotContain("\tat ");
    assertThat(explain(ASK, ASK, "--protocol-b", "/v9")).isEqualTo(1);
    assertThat(err.toString()).contains("/v9");
    assertThat(explain(ASK, ASK, "--config", folder.resolve("none.yaml").toString())).isEqualTo(2);
  }
}
