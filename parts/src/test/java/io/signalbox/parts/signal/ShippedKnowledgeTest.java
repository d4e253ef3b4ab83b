package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.parts.ExampleDocument;
import org.junit.jupiter.api.Test;

/** Documents that configure no knowledge base have those of the contract. */
final class ShippedKnowledgeTest {
  @Test
  void bothAreThereWithTheirLabelsAndGroups() {
    assertThat(
            ExampleDocument.problems(
                """
                signals:
                  kb:
                  - {name: a, kb: privacy_kb, target: {kind: group, value: privacy_policy}}
                  - {name: b, kb: mmlu_kb, target: {kind: label, value: law}, match: best}
                """))
        .isEmpty();
  }

  @Test
  void noKnowledgeBaseIsThereWhereNoneIsWanted() {
    var compiled =
        ExampleDocument.problems(
            "signals:\n  kb: [{name: a, kb: nowhere_kb, target: {kind: label, value: law}}]\n");
    assertThat(compiled).singleElement().asString().contains("privacy_kb, mmlu_kb");
  }
}
