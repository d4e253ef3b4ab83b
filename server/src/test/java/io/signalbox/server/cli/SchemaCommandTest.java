package io.signalbox.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema is what documents are bound to, seen from an editor. */
final class SchemaCommandTest {
  private static final Path ROOT = Path.of("..");
  private static final Path KEPT = ROOT.resolve("docs/config.schema.json");
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(SchemaCommand.text(), InputFormat.JSON);

  private static List<String> wrong(String yaml) {
    return SCHEMA.validate(yaml, InputFormat.YAML).stream().map(Error::toString).toList();
  }

  static Stream<Path> examples() throws IOException {
    try (var files = Files.list(ROOT.resolve("examples"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList().stream();
    }
  }

  @Test
  void keptSchemaIsCurrent() throws IOException {
    var current = SchemaCommand.text() + "\n";
    var kept = Files.exists(KEPT) ? Files.readString(KEPT) : "";
    if (!kept.equals(current)) {
      Files.writeString(KEPT, current);
    }
    assertThat(kept).as("docs/config.schema.json was rewritten: commit it").isEqualTo(current);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void examplesFollowIt(Path example) throws IOException {
    assertThat(wrong(Files.readString(example))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "routing: {decisions: [{name: d, priority: high}]}",
        "routing: {decisions: [{name: d, rules: {operator: XOR}}]}",
        "routing: {decisions: [{}]}",
        "routing: {signals: {keywords: [{name: k}]}}",
        "routing: {signals: {keywords: [{name: k, keywords: [a], case_sensitve: true}]}}",
        "global: {limits: {max_request_bytes: 0}}",
        "global: {router: {strateg: priority}}",
        "listeners: {}",
        "routing: {decisions: [{name: d, plugins: [{type: system_prompt, configuration: {mod: insert}}]}]}",
        "global: {stores: {memory: {enabled: true}}}",
      })
  void mistakesAreSeen(String yaml) {
    assertThat(wrong("version: v0.3\n" + yaml)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "routing: {decisions: [{name: d, priority: '${PRIORITY}'}]}",
        "routing: {decisions: [{name: d, rules: null}]}",
        "global: {limits: null}",
        "global: {stores: {memory: {enabled: false, milvus: {address: x}}}}",
        "routing: {signals: {keywords: []}}",
        "providers: {defaults: null, models: []}",
      })
  void whatTheRouterTakesIsTaken(String yaml) {
    assertThat(wrong("version: v0.3\n" + yaml)).isEmpty();
  }
}
