package io.signalbox.kubernetes.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.kubernetes.testing.CrdSchema;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What our CRDs take and refuse, by the check that the tests use. */
final class CrdValidationTest {
  static List<CrdCase> cases() {
    return CrdCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void verdictIsAsWritten(CrdCase example) {
    var violations = CrdSchema.ours(example.plural()).violations(example.object());
    if (example.refused() == null) {
      assertThat(violations).isEmpty();
    } else {
      assertThat(violations)
          .anyMatch(violation -> violation.startsWith(example.refused() + ": "))
          .anyMatch(
              violation -> example.message() == null || violation.contains(example.message()));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void casesUseOnlyFieldsThatExist(CrdCase example) {
    assertThat(CrdSchema.ours(example.plural()).unknownFields(example.object())).isEmpty();
  }

  /** A rule without a case that breaks it is a rule that nobody has seen work. */
  @Test
  void everyRuleHasACaseThatBreaksIt() {
    var messages = CrdCase.all().stream().map(CrdCase::message).collect(Collectors.toSet());
    var rules =
        CrdFiles.generated().values().stream()
            .flatMap(text -> text.lines())
            .map(String::strip)
            .filter(line -> line.startsWith("- message:"))
            .map(line -> line.substring("- message:".length()).strip().replace("\"", ""))
            .collect(Collectors.toSet());
    assertThat(rules)
        .allMatch(rule -> messages.stream().anyMatch(m -> m != null && rule.startsWith(m)));
  }

  @Test
  void unknownFieldsAreNamedAndPruned() {
    var schema = CrdSchema.ours("semanticrouters");
    Map<String, Object> router =
        Map.of("spec", Map.of("replicas", 1, "image", Map.of("tag", "a", "digest", "b")));
    assertThat(schema.unknownFields(router)).containsExactly("spec.image.digest");
    assertThat(schema.pruned(router))
        .isEqualTo(Map.of("spec", Map.of("replicas", 1, "image", Map.of("tag", "a"))));
  }

  @Test
  void defaultsAreFilledInWhereTheBlockIsThere() {
    var filled =
        CrdSchema.ours("semanticrouters")
            .defaulted(Map.of("spec", Map.of("image", Map.of("tag", "a"))));
    assertThat(filled)
        .isEqualTo(
            Map.of(
                "spec",
                Map.of(
                    "replicas",
                    1,
                    "image",
                    Map.of(
                        "tag", "a",
                        "repository", "ghcr.io/vllm-project/semantic-router/extproc",
                        "pullPolicy", "IfNotPresent"))));
  }
}
