package io.signalbox.server.admin.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.YamlWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EditsTest {
  /** The examples of RFC 7396, appendix A, as far as both sides are objects. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{a: b} | {a: c} | {a: c}",
        "{a: b} | {b: c} | {a: b, b: c}",
        "{a: b} | {a: null} | {}",
        "{a: b, b: c} | {a: null} | {b: c}",
        "{a: [b]} | {a: c} | {a: c}",
        "{a: c} | {a: [b]} | {a: [b]}",
        "{a: {b: c}} | {a: {b: d, c: null}} | {a: {b: d}}",
        "{a: [{b: c}]} | {a: [1]} | {a: [1]}",
        "{e: null} | {a: 1} | {e: null, a: 1}",
        "{} | {a: {bb: {ccc: null}}} | {a: {bb: {}}}",
        "{a: x} | {a: {b: 1, c: null}} | {a: {b: 1}}",
        "{a: '${KEY}'} | {b: '${OTHER:-1}'} | {a: '${KEY}', b: '${OTHER:-1}'}",
      })
  void patchIsMerged(String before, String patch, String after) {
    assertThat(YamlWriter.write(Edits.merged(tree(before), tree(patch))))
        .isEqualTo(YamlWriter.write(tree(after)));
  }

  @Test
  void recipesOfADocumentAreThoseOfItsListAndTheTop() {
    var document =
        new RecipeDocument(
            tree(
                """
                routing: {decisions: []}
                recipes:
                - {name: " coding ", description: For code, routing: {decisions: [1]}}
                - 7
                - {description: nameless}
                entrypoints:
                - {model_names: [" code", code-fast, code], recipe: coding}
                - {model_names: [other], recipe: else}
                """));
    assertThat(document.items())
        .extracting(RecipeDocument.Item::name)
        .containsExactly("default", "coding");
    assertThat(document.items().get(1).entrypoints()).containsExactly("code", "code-fast");
    assertThat(document.items().get(1).named()).isTrue();
    assertThat(document.items().getFirst().named()).isFalse();
    assertThat(document.item("else")).isNull();
  }

  @Test
  void recipeIsPutInItsPlaceWithItsEntrypoints() {
    var document =
        new RecipeDocument(
            tree(
                """
                recipes:
                - {name: a, routing: {x: 1}}
                - {name: b, routing: {x: 2}}
                entrypoints:
                - {model_names: [m1], recipe: b}
                - {model_names: [m2], recipe: a}
                - {model_names: [m3], recipe: b}
                """));
    var changed =
        document
            .with("b", " New ", tree("{x: 3}"))
            .withEntrypoints("b", List.of("n1", " ", "n1", "n2"));
    assertThat(NodeJson.of(changed.root()))
        .isEqualTo(
            NodeJson.of(
                tree(
                    """
                    recipes:
                    - {name: a, routing: {x: 1}}
                    - {name: b, description: New, routing: {x: 3}}
                    entrypoints:
                    - {model_names: [n1, n2], recipe: b}
                    - {model_names: [m2], recipe: a}
                    """)));
    var without = changed.without("b").withEntrypoints("b", List.of());
    assertThat(NodeJson.of(without.root()))
        .isEqualTo(
            NodeJson.of(
                tree(
                    """
                    recipes:
                    - {name: a, routing: {x: 1}}
                    entrypoints:
                    - {model_names: [m2], recipe: a}
                    """)));
  }

  @Test
  void jsonOfNodesHasYamlsTypes() {
    assertThat(
            NodeJson.of(
                    tree(
                        "{a: 1, b: 1.50, c: 'x', d: true, e: null, f: '1', g: 1K, h: -7, i: ~, j: 1e3,"
                            + " k: '', l: yes, m: .5, n: 99999999999999999999, o: 1_000}"))
                .toString())
        .isEqualTo(
            "{\"a\":1,\"b\":1.50,\"c\":\"x\",\"d\":true,\"e\":null,\"f\":\"1\",\"g\":\"1K\",\"h\":-7,"
                + "\"i\":null,\"j\":1E+3,\"k\":\"\",\"l\":\"yes\",\"m\":0.5,"
                + "\"n\":99999999999999999999,\"o\":\"1_000\"}");
  }

  private static Mapping tree(String yaml) {
    return Revision.tree(yaml, true);
  }
}
