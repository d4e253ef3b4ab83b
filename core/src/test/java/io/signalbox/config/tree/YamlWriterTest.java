package io.signalbox.config.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.ConfigNode.Mark;
import io.signalbox.config.tree.ConfigNode.Scalar;
import io.signalbox.config.tree.ConfigNode.Sequence;
import io.signalbox.config.tree.ConfigNode.Style;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlWriterTest {
  private static final int CASES = 20_000;
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "true",
          "null",
          "~",
          "12",
          "0x1F",
          "1e5",
          "${NAME}",
          "${A:-b c}",
          "$$",
          "[REDACTED]",
          "a: b",
          "- a",
          "# no comment",
          "a # b",
          "'",
          "\"",
          "\\",
          "two\nlines",
          "two\nlines\n",
          "\n\n",
          " leading\nthen",
          "tab\there",
          "tab\t\nend ",
          "trailing \nx",
          "%YAML",
          "---",
          "...",
          "--- a",
          "*alias",
          "&anchor",
          "!tag",
          "<<",
          "=",
          "@at",
          "`tick",
          "{a}",
          "|",
          ">",
          "?",
          "? a",
          ":",
          "a:",
          "\u0000",
          "\u0007\u001b",
          "\u007f",
          "\u0085",
          "\u2028x",
          "\ufeff",
          "é",
          "中文\n中",
          "\ud83d\ude00",
          "\r\n",
          "a\rb",
          "a".repeat(300),
          "a b ".repeat(100));

  @Test
  void whatIsWrittenReadsAsTheSame() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < CASES; i++) {
      var node = mapping(random, 0);
      var yaml = YamlWriter.write(node);
      assertThat(plain(read(yaml)))
          .as("seed %d, case %d:\n%s", seed, i, yaml)
          .isEqualTo(plain(node));
    }
  }

  @Test
  void bareStaysBareAndQuotedStaysQuoted() {
    var yaml =
        """
        a: ${KEY}
        b: "true"
        c: true
        d: 1K
        e: null
        f: |-
          one
          two
        g: []
        h: {}
        i:
        - x: 0.50
          z: "0.50"
        """;
    assertThat(YamlWriter.write(read(yaml))).isEqualTo(yaml);
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "null", "1", "a b", "<<", "~", "Yes", "é"})
  void keyThatOtherReadersTakeForSomethingElseIsQuoted(String key) {
    var entry =
        new ConfigNode.Entry(key, Mark.START, new Scalar("1", "1", Style.PLAIN, Mark.START));
    assertThat(YamlWriter.write(new Mapping(List.of(entry), Mark.START)))
        .startsWith("\"")
        .endsWith("\": 1\n");
  }

  @Test
  void aliasesAreWrittenOut() {
    var node = read("a: &x {b: 1}\nc: *x\nd: {<<: *x, e: 2}");
    assertThat(YamlWriter.write(node)).isEqualTo("a:\n  b: 1\nc:\n  b: 1\nd:\n  e: 2\n  b: 1\n");
  }

  private static ConfigNode read(String yaml) {
    var problems = new Problems("test.yaml");
    var node = new YamlReader(problems).read(yaml);
    return Objects.requireNonNull(node, () -> problems.sorted() + "\n" + yaml);
  }

  private static ConfigNode node(Random random, int depth) {
    return switch (random.nextInt(depth > 4 ? 4 : 7)) {
      case 0 -> new Scalar("null", "null", Style.NULL, Mark.START);
      case 1 -> {
        var bare =
            List.of("true", "12", "1.5", "${NAME}", "1K", "some words", "-5")
                .get(random.nextInt(7));
        yield new Scalar(bare, bare, Style.PLAIN, Mark.START);
      }
      case 2, 3 -> {
        var text = TEXTS.get(random.nextInt(TEXTS.size()));
        yield new Scalar(text, text, Style.QUOTED, Mark.START);
      }
      case 4 -> {
        var items = new ArrayList<ConfigNode>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(node(random, depth + 1));
        }
        yield new Sequence(items, Mark.START);
      }
      default -> mapping(random, depth);
    };
  }

  private static Mapping mapping(Random random, int depth) {
    var entries = new LinkedHashMap<String, ConfigNode.Entry>();
    for (int i = random.nextInt(4); i > 0; i--) {
      var key = random.nextBoolean() ? "key" + i : TEXTS.get(random.nextInt(TEXTS.size()));
      entries.put(key, new ConfigNode.Entry(key, Mark.START, node(random, depth + 1)));
    }
    return new Mapping(List.copyOf(entries.values()), Mark.START);
  }

  /** Without marks; whether a text was quoted counts. */
  private static Object plain(ConfigNode node) {
    return switch (node) {
      case Mapping mapping -> {
        var entries = new ArrayList<Object>();
        mapping.entries().forEach(entry -> entries.add(List.of(entry.key(), plain(entry.value()))));
        yield entries;
      }
      case Sequence sequence ->
          List.of("list", sequence.items().stream().map(YamlWriterTest::plain).toList());
      case Scalar scalar -> scalar.isNull() ? "null" : scalar.style() + ":" + scalar.text();
    };
  }
}
