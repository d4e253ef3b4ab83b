package io.signalbox.server.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.tree.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CaseRunTest {
  private static final String CONFIG =
      """
      version: v0.3
      providers: {defaults: {default_model: small}}
      routing:
        modelCards: [{name: small}, {name: large}]
        signals:
          keywords:
            - {name: hard, operator: OR, keywords: [prove, derive]}
        decisions:
          - name: hard_questions
            priority: 10
            rules: {operator: OR, conditions: [{type: keyword, name: hard}]}
            modelRefs: [{model: large}]
            plugins:
              - type: header_mutation
                configuration: {add: [{name: x-lane, value: slow}]}
      """;

  @TempDir Path folder;

  private List<CaseResult> run(String cases) throws IOException {
    var config = Files.writeString(folder.resolve("config.yaml"), CONFIG);
    var read = CaseFile.read(Files.writeString(folder.resolve("cases.yaml"), cases));
    assertThat(read.problems()).isEmpty();
    try (var run = new CaseRun(config, Map.of(), false)) {
      return read.cases().stream().map(run::run).toList();
    }
  }

  private List<String> problems(String cases) throws IOException {
    var read = CaseFile.read(Files.writeString(folder.resolve("cases.yaml"), cases));
    assertThat(read.cases()).isEmpty();
    return read.problems().stream().map(Problem::text).toList();
  }

  @Test
  void everythingThatHoldsPasses() throws IOException {
    var results =
        run(
            """
            cases:
              - name: a proof
                prompt: Prove it.
                expect:
                  recipe: default
                  decision: hard_questions
                  model: large
                  algorithm: single
                  block: false
                  status: 200
                  signals: ["keyword:hard"]
                  headers: {x-vsr-selected-model: large, x-vsr-cache-hit: ""}
                  upstream_headers: {x-lane: slow, x-selected-model: "*"}
              - prompt: Say hello.
                expect: {decision: none, model: small, no_signals: ["keyword:hard"]}
              - messages:
                  - {role: user, content: derive it}
                  - {role: assistant, content: done}
                  - {role: user, content: thanks}
                expect: {decision: none}
              - request: {model: large, max_tokens: 5, messages: [{role: user, content: hi}]}
                expect: {recipe: none, model: large}
            """);
    assertThat(results).allSatisfy(result -> assertThat(result.differences()).isEmpty());
  }

  @Test
  void differencesAreTold() throws IOException {
    var results =
        run(
            """
            cases:
              - name: wrong
                prompt: Prove it.
                expect:
                  decision: none
                  model: small
                  block: true
                  status: 403
                  signals: ["keyword:soft"]
                  no_signals: ["keyword:hard"]
                  headers: {x-vsr-selected-model: ""}
                  upstream_headers: {x-none: "*"}
            """);
    assertThat(results.getFirst().differences())
        .containsExactly(
            new Difference("decision", "none", "hard_questions"),
            new Difference("model", "small", "large"),
            new Difference("block", "true", "false"),
            new Difference("status", "403", "200"),
            new Difference("signal keyword:soft", "holds", "no such signal is read"),
            new Difference("signal keyword:hard", "does not hold", "holds"),
            new Difference("header x-vsr-selected-model", "absent", "large"),
            new Difference("upstream header x-none", "any value", "absent"));
  }

  @Test
  void refusalIsToldWithItsReason() throws IOException {
    var results = run("cases: [{prompt: hi, model: unknown, expect: {status: 200}}]");
    assertThat(results.getFirst().differences())
        .extracting(Difference::what)
        .containsExactly("status", "refused");
    assertThat(run("cases: [{prompt: hi, model: unknown, expect: {status: 400, block: true}}]"))
        .allMatch(CaseResult::passed);
  }

  @Test
  void wrongFilesAreRefusedWithEveryProblem() throws IOException {
    assertThat(problems("cases: [{prompt: hi, messages: [], expect: {decison: a}}]"))
        .singleElement()
        .asString()
        .contains("decison", "did you mean decision?");
    assertThat(problems("cases: [{prompt: hi, messages: [], expect: {}}, {expect: {}}]"))
        .hasSize(2)
        .allSatisfy(text -> assertThat(text).contains("exactly one of them"));
    assertThat(problems("[]")).singleElement().asString().contains("no mapping");
    assertThat(problems("cases: []")).singleElement().asString().contains("at least one case");
    assertThat(problems("cases: [{prompt: [}")).isNotEmpty();
    assertThat(CaseFile.read(folder.resolve("absent")).problems()).hasSize(1);
  }

  @Test
  void reportIsWhatBuildServersRead() throws IOException {
    var results =
        run(
            """
            cases:
              - {name: "good <&>", prompt: Prove it., expect: {model: large}}
              - {name: bad, prompt: Prove it., expect: {model: small}}
            """);
    var file = folder.resolve("reports/junit.xml");
    JunitReport.write(file, "cases.yaml", results);
    assertThat(Files.readString(file))
        .contains("tests=\"2\" failures=\"1\"", "good &lt;&amp;&gt;")
        .contains("<failure message=\"model: large (expected: small)\" type=\"routing\"");
  }
}
