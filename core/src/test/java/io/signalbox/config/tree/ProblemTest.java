package io.signalbox.config.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.tree.Problem.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {
  @Test
  void theTextTellsPlaceValueAndExpectation() {
    var problem = new Problem(Severity.ERROR, "c.yaml", 7, "a.b", "1.4", "0 to 1");
    assertThat(problem.text()).isEqualTo("c.yaml:7: a.b: 1.4 (expected: 0 to 1)");
  }

  @Test
  void warningsSaySo() {
    var problem = new Problem(Severity.WARNING, "c.yaml", 7, "", "odd", "");
    assertThat(problem.text()).isEqualTo("c.yaml:7: warning: odd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.api_key",
        "a.redis.password",
        "token",
        "x[3].client_secret",
        "m.auth.value",
        "a.auth_header",
        "a.extra_headers.X-Custom",
        "a.extra_headers.Authorization",
        "a.X-Api-Key",
        "a.access_token"
      })
  void secretsAreHidden(String path) {
    assertThat(Problem.shown(path, "hunter2")).isEqualTo("[hidden]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.max_tokens", "authz", "author", "tokenizer", "signals.keywords[0]"})
  void otherValuesAreShown(String path) {
    assertThat(Problem.shown(path, "12")).isEqualTo("12");
  }

  @Test
  void longValuesAreCut() {
    assertThat(Problem.shown("a", "x".repeat(500))).hasSize(81).endsWith("x…");
    assertThat(Problem.shown("a", "x".repeat(79) + "😀😀")).isEqualTo("x".repeat(79) + "…");
  }

  @Test
  void valuesStayOnOneLine() {
    assertThat(Problem.shown("a", "one\n\ttwo")).isEqualTo("one two");
  }

  @Test
  void theSameProblemCountsOnce() {
    var problems = new Problems("c.yaml");
    problems.error(2, "b", "x", "y");
    problems.error(2, "b", "x", "y");
    problems.warning(1, "a", "x", "y");
    assertThat(problems.errors()).isEqualTo(1);
    assertThat(problems.sorted()).extracting(Problem::line).containsExactly(1, 2);
  }
}
