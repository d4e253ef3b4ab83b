package io.signalbox.config.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.ConfigNode.Mark;
import io.signalbox.config.tree.ConfigNode.Scalar;
import io.signalbox.config.tree.ConfigNode.Sequence;
import io.signalbox.config.tree.ConfigNode.Style;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class YamlReaderTest {
  private final Problems problems = new Problems("c.yaml");

  private @Nullable ConfigNode read(String yaml) {
    return new YamlReader(problems).read(yaml);
  }

  private Mapping mapping(String yaml) {
    return (Mapping) Objects.requireNonNull(read(yaml));
  }

  private List<String> texts() {
    return problems.sorted().stream().map(Problem::text).toList();
  }

  private static String text(@Nullable ConfigNode node) {
    return node instanceof Scalar scalar ? scalar.text() : "no scalar: " + node;
  }

  @Test
  void everyNodeKnowsItsPlace() {
    var root = mapping("a: 1\nb:\n  - x\n  - c: 'y'\n");
    assertThat(root.mark()).isEqualTo(new Mark(1, 1));
    var list = (Sequence) Objects.requireNonNull(root.value("b"));
    assertThat(list.items().get(0).mark()).isEqualTo(new Mark(3, 5));
    var inner = (Mapping) list.items().get(1);
    assertThat(inner.entries().getFirst().keyMark()).isEqualTo(new Mark(4, 5));
    assertThat(inner.entries().getFirst().value().mark()).isEqualTo(new Mark(4, 8));
  }

  @Test
  void keysKeepTheirOrder() {
    assertThat(mapping("z: 1\na: 2\nm: 3\n").keys()).containsExactly("z", "a", "m");
  }

  @Test
  void nullsAreToldFromTexts() {
    var root = mapping("a:\nb: ~\nc: null\nd: ''\ne: 'null'\nf: !!str null\n");
    assertThat(root.entries())
        .extracting(entry -> entry.value().isNull())
        .containsExactly(true, true, true, false, false, false);
  }

  @Test
  void quotesAreRemembered() {
    var root = mapping("a: x\nb: 'x'\nc: |\n  x\n");
    assertThat(root.entries())
        .extracting(entry -> ((Scalar) entry.value()).style())
        .containsExactly(Style.PLAIN, Style.QUOTED, Style.QUOTED);
  }

  @Test
  void duplicateKeysAreRefusedWithBothLines() {
    read("a:\n  b: 1\n  c: 2\n  b: 3\n");
    assertThat(texts())
        .containsExactly(
            "c.yaml:4: a.b: duplicate key (expected: one entry; the first stands on line 2)");
  }

  @Test
  void aliasesStandForTheirAnchor() {
    var root = mapping("a: &x [1, 2]\nb: *x\n");
    assertThat(root.value("b")).isSameAs(root.value("a"));
  }

  @Test
  void mergedEntriesGiveWayToOwnOnes() {
    var root = mapping("base: &b {p: 1, q: 2}\nuse:\n  q: 3\n  <<: *b\n");
    var use = (Mapping) Objects.requireNonNull(root.value("use"));
    assertThat(text(use.value("p"))).isEqualTo("1");
    assertThat(text(use.value("q"))).isEqualTo("3");
    assertThat(texts()).isEmpty();
  }

  @Test
  void earlierMergedMappingsWinOverLater() {
    var root = mapping("x: &x {p: 1}\ny: &y {p: 2, q: 2}\nuse: {<<: [*x, *y]}\n");
    var use = (Mapping) Objects.requireNonNull(root.value("use"));
    assertThat(text(use.value("p"))).isEqualTo("1");
    assertThat(text(use.value("q"))).isEqualTo("2");
  }

  @Test
  void onlyMappingsCanBeMerged() {
    read("a:\n  <<: text\n");
    assertThat(texts())
        .containsExactly("c.yaml:2: a.<<: text (expected: a mapping, or a list of them)");
  }

  @Test
  void aQuotedMergeKeyIsAnOrdinaryKey() {
    assertThat(mapping("'<<': 1\n").keys()).containsExactly("<<");
  }

  @Test
  void aliasBombsAreRefusedQuickly() {
    var yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      var ref = "*a" + (i - 1);
      yaml.append(
          "a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(10, ref))));
    }
    assertThat(read(yaml.toString())).isNull();
    assertThat(texts())
        .containsExactly("c.yaml:5: aliases repeat too much (expected: at most 100000 values)");
  }

  @Test
  void mergedBombsAreRefusedToo() {
    var yaml = new StringBuilder("a0: &a0 {k: {p: 1, q: 2}}\n");
    for (int i = 1; i < 40; i++) {
      yaml.append("a%1$d: &a%1$d {l%1$d: *a%2$d, <<: *a%2$d}\n".formatted(i, i - 1));
    }
    assertThat(read(yaml.toString())).isNull();
    assertThat(texts()).hasSize(1);
  }

  @Test
  void anAliasInsideItsOwnAnchorIsRefused() {
    assertThat(read("a: &a\n  b: *a\n")).isNull();
    assertThat(texts())
        .containsExactly("c.yaml:2: *a (expected: the name of an anchor that stands before it)");
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(read("a: " + "[".repeat(100_000))).isNull();
    assertThat(texts())
        .containsExactly("c.yaml:1: nested too deeply (expected: at most 200 levels)");
  }

  @Test
  void aSyntaxErrorNamesItsLine() {
    assertThat(read("a: 1\nb: [1, 2\nc: 3\n")).isNull();
    assertThat(problems.sorted()).singleElement().extracting(Problem::line).isEqualTo(3);
    assertThat(texts().getFirst()).endsWith("(expected: YAML)");
  }

  @Test
  void aTabAsIndentationIsRefused() {
    assertThat(read("a:\n\tb: 1\n")).isNull();
    assertThat(problems.sorted()).singleElement().extracting(Problem::line).isEqualTo(2);
  }

  @Test
  void controlCharactersAreRefusedWithTheirLine() {
    assertThat(read("a: 1\nb: \u0000\n")).isNull();
    assertThat(texts())
        .containsExactly("c.yaml:2: a character that text does not hold (expected: YAML)");
  }

  @Test
  void aSecondDocumentIsRefused() {
    assertThat(read("a: 1\n---\nb: 2\n")).isNull();
    assertThat(texts())
        .containsExactly("c.yaml:3: a second document (expected: one document in a file)");
  }

  @Test
  void aLongDocumentIsRefused() {
    assertThat(read("# " + "x".repeat(3 * 1024 * 1024))).isNull();
    assertThat(texts())
        .containsExactly("c.yaml:1: 3145730 characters (expected: at most 3145728 in a document)");
  }

  @Test
  void keysMustBeTexts() {
    read("a:\n  ? [x, y]\n  : 1\n");
    assertThat(texts()).containsExactly("c.yaml:2: a: a list as a key (expected: a text as key)");
  }

  @Test
  void anEmptyTextHasNoRoot() {
    assertThat(read("")).isNull();
    assertThat(read("# nothing\n")).isNull();
    assertThat(texts()).isEmpty();
  }
}
