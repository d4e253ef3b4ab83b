package io.signalbox.config.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents made to break the loader: a clear error each, and soon. */
final class HostileDocumentsTest {
  private static List<String> problems(String yaml) {
    return Samples.texts(Samples.load(yaml));
  }

  private static String tree(int depth, boolean flow) {
    var text =
        new StringBuilder("version: v0.3\nrouting:\n  decisions:\n  - name: d\n    rules:\n");
    if (flow) {
      return text + "      " + "{operator: NOT, conditions: [".repeat(depth) + "]}".repeat(depth);
    }
    var indent = "      ";
    for (int i = 0; i < depth; i++) {
      text.append(indent).append("operator: AND\n").append(indent).append("conditions:\n");
      text.append(indent).append("- operator: OR\n");
      indent += "  ";
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 100, 1_000, 20_000})
  void aRuleTreeTooDeepIsRefused(int depth) {
    assertThat(problems(tree(depth, true)))
        .isNotEmpty()
        .anySatisfy(problem -> assertThat(problem).contains("nested too deeply"));
  }

  @Test
  void aRuleTreeAThousandDeepInBlocksIsRefused() {
    assertThat(problems(tree(1_000, false)))
        .anySatisfy(problem -> assertThat(problem).containsAnyOf("nested too deeply", "duplicate"));
  }

  @Test
  void aliasesThatMultiplyAreRefused() {
    var text = new StringBuilder("version: v0.3\nglobal:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      text.append("  a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
    }
    text.append("routing: {}\n");
    assertThat(problems(text.toString()))
        .singleElement()
        .asString()
        .contains("aliases repeat too much");
  }

  @Test
  void anAliasOfItselfIsRefused() {
    assertThat(problems("routing: &a {decisions: *a}\n"))
        .singleElement()
        .asString()
        .contains("an anchor that stands before it");
  }

  @Test
  void rulesMayBeSharedByAnchors() {
    var yaml =
        """
        version: v0.3
        routing:
          decisions:
          - {name: a, rules: &r {operator: AND, conditions: [{type: keyword, name: k}]}}
          - {name: b, rules: *r}
        """;
    assertThat(problems(yaml)).isEmpty();
  }

  @Test
  void tenMegabytesAreRefusedUnread() {
    var yaml = "routing: {}\n#" + "x".repeat(10 * 1024 * 1024);
    assertThat(problems(yaml)).singleElement().asString().contains("characters", "at most");
  }

  @Test
  void manyProblemsStayReadable() {
    var text = new StringBuilder("version: v0.3\nrouting:\n  decisions:\n");
    for (int i = 0; i < 20_000; i++) {
      text.append("  - {name: same, priorty: 1}\n");
    }
    assertThat(problems(text.toString())).hasSize(39_999);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "providers: {models: [{name: m, backend_refs: [{endpoint: 'a:1', api_key: [SECRET]}]}]}",
        "providers: {models: [{name: m, backend_refs: [{endpoint: 'a:1', api_key: {k: SECRET}}]}]}",
        "providers: {models: [{name: m, backend_refs: [{endpoint: 'a:1', weight: {token: SECRET}}]}]}",
        "providers: {models: [{name: m, backend_refs: [{endpoint: 'a:1', token: SECRET}]}]}",
        "providers: {models: [{name: m, backend_refs: [{base_url: 'http://u:SECRET@'}]}]}",
        "global: {services: {authz: {providers: [{type: static, password: SECRET}]}}}",
      })
  void secretsAreNotShown(String yaml) {
    assertThat(problems("version: v0.3\nrouting: {modelCards: [{name: m}]}\n" + yaml))
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem).doesNotContain("SECRET"));
  }

  /** Whatever is done to a document, loading tells of it and never throws. */
  @Test
  void mangledDocumentsNeverThrow() {
    var whole =
        """
        version: v0.3
        routing:
          projections:
            partitions: [{name: p, semantics: exclusive, members: [a, b], default: b}]
            scores: [{name: s, method: weighted_sum, inputs: [{type: keyword, name: k, weight: 1}]}]
            mappings: [{name: m, source: s, outputs: [{name: low, lt: 0.2}]}]
          decisions:
          - name: d
            tier: 1
            rules: {operator: AND, conditions: [{type: keyword, name: k, predicate: {gt: 1}}]}
        """;
    long seed = System.nanoTime();
    var random = new Random(seed);
    var odd =
        List.of(
            "null", "[]", "{}", "-1", "1e999", "&a", "*a", "!!x", "\u0000", "{", "]", ":", "\t",
            "~");
    for (int i = 0; i < 3_000; i++) {
      var text = new StringBuilder(whole);
      for (int k = random.nextInt(4); k >= 0; k--) {
        int at = random.nextInt(text.length());
        var word = odd.get(random.nextInt(odd.size()));
        text.replace(at, Math.min(text.length(), at + random.nextInt(8)), word);
      }
      assertThatCode(() -> Samples.load(text.toString()))
          .as("seed %d: %s", seed, text)
          .doesNotThrowAnyException();
    }
  }
}
