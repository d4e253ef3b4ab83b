package io.signalbox.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ExplainCommandTest {
  private static final String CONFIG =
      """
      version: v0.3
      providers: {defaults: {default_model: small}}
      routing:
        modelCards: [{name: small}, {name: large}]
        signals:
          keywords: [{name: hard, operator: OR, keywords: [prove, derive]}]
          structure:
            - name: questions
              feature: {type: count, source: {type: regex, pattern: '[?]'}}
              predicate: {gte: 3}
          context: [{name: long, min_tokens: 4K}]
        projections:
          scores:
            - name: difficulty
              method: weighted_sum
              inputs:
                - {type: keyword, name: hard, weight: 0.5}
                - {type: structure, name: questions, weight: 0.3}
          mappings:
            - name: lanes
              source: difficulty
              method: threshold_bands
              outputs: [{name: slow, gte: 0.4}, {name: fast, lt: 0.4}]
        decisions:
          - name: hard_questions
            priority: 10
            rules: {operator: AND, conditions: [{type: projection, name: slow}]}
            modelRefs: [{model: large}]
            plugins:
              - {type: header_mutation, configuration: {add: [{name: x-lane, value: slow}]}}
          - name: long_questions
            priority: 5
            rules:
              operator: AND
              conditions:
                - {type: context, name: long}
                - {operator: NOT, conditions: [{type: keyword, name: hard}]}
            modelRefs: [{model: large}, {model: small}]
          - name: everything
            priority: 1
            rules: {operator: AND, conditions: []}
            modelRefs: [{model: small}]
      """;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int explain(String... arguments) throws IOException {
    var config = Files.writeString(folder.resolve("config.yaml"), CONFIG);
    var line = new CommandLine(new ExplainCommand());
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    var all = new String[arguments.length + 2];
    all[0] = "--config";
    all[1] = config.toString();
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return line.execute(all);
  }

  private JsonNode json(String... arguments) throws IOException {
    assertThat(explain(arguments)).as(err.toString()).isZero();
    return JsonMapper.shared().readTree(out.toString());
  }

  @Test
  void treeTellsTheWholeStory() throws IOException {
    assertThat(explain("--prompt", "Prove it?")).isZero();
    assertThat(out.toString())
        .contains("recipe default")
        .containsPattern("YES +keyword:hard")
        .containsPattern("NO +structure:questions  value 1 \\(>= 3\\)")
        .contains("score difficulty = 0.5")
        .containsPattern("YES +lanes:slow +\\(>= 0.4\\)")
        .containsPattern("YES +hard_questions  taken, priority 10")
        .containsPattern("NO +long_questions  does not hold, priority 5")
        .containsPattern("YES +everything  outranked by hard_questions \\(priority\\)")
        .containsPattern("model +large  single: the only candidate")
        .contains("plugins  header_mutation")
        .containsPattern("flip +keyword:hard from YES \\(value 1\\) to NO.* → everything")
        .doesNotContain("\u001b");
  }

  @Test
  void jsonIsThatOfTheEvaluationApi() throws IOException {
    var json = json("--prompt", "Prove it?", "--json");
    assertThat(json.path("decision_result").path("decision_name").stringValue())
        .isEqualTo("hard_questions");
    assertThat(json.path("decision_result").path("matched_signals").path("projection"))
        .hasToString("[\"slow\"]");
    assertThat(json.path("signal_values").path("structure:questions").doubleValue()).isEqualTo(1);
    assertThat(json.path("eval_trace")).hasSize(3);
    assertThat(json.path("projection_trace").path("scores").path(0).path("score").doubleValue())
        .isEqualTo(0.5);
    assertThat(json.path("nearest_flip").path("signal").stringValue()).isEqualTo("keyword:hard");
    assertThat(json.path("selection_reason").stringValue()).isNotBlank();
  }

  @Test
  void wholeRequestsAreExplained() throws IOException {
    var request =
        Files.writeString(
            folder.resolve("request.json"),
            """
            {"model": "auto", "max_tokens": 5000, "messages": [{"role": "user", "content": "hi"}]}
            """);
    var json = json("--request", request.toString(), "--json");
    assertThat(json.path("decision_result").path("decision_name").stringValue())
        .isEqualTo("long_questions");
    assertThat(json.path("selection_method").stringValue()).isEqualTo("static");
  }

  @Test
  void mistakesAreTold() throws IOException {
    assertThat(explain("--prompt", "hi", "--model", "gpt-9")).isEqualTo(1);
    assertThat(err.toString()).contains("refused with 400", "gpt-9").doesNotContain("\tat ");
    assertThat(explain("--request", folder.resolve("absent.json").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("no such file");
    assertThat(explain("--prompt", "hi", "--path", "/v9")).isEqualTo(1);
    assertThat(err.toString()).contains("--path: /v9");
    assertThat(explain()).isEqualTo(2);
  }

  @Test
  void brokenConfigurationIsTold() throws IOException {
    var broken =
        Files.writeString(
            folder.resolve("broken.yaml"), "version: v0.3\nrouting: {decisons: []}\n");
    var line = new CommandLine(new ExplainCommand());
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    assertThat(line.execute("--config", broken.toString(), "--prompt", "hi")).isEqualTo(1);
    assertThat(err.toString()).contains("broken.yaml:2", "did you mean decisions?");
  }
}
