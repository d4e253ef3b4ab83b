package io.signalbox.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The chart as a package. */
final class ChartLintTest {
  private static JsonNode chartFile(String name) {
    return Rendered.tree(Project.text(Project.CHART.resolve(name)));
  }

  @Test
  void strictLintFindsNothing() {
    var result = new Helm(Project.CHART).lint().strict().call();
    assertThat(result.getMessages()).noneMatch(line -> line.matches("\\[(WARNING|ERROR)].*"));
    assertThat(result.isFailed()).isFalse();
  }

  @Test
  void theValuesAreOneDocument() {
    var text = Project.text(Project.CHART.resolve("values.yaml"));
    assertThat(text.lines()).noneMatch(line -> line.startsWith("---") || line.startsWith("..."));
    assertThat(Rendered.of(text).objects()).hasSize(1);
  }

  @Test
  void nothingElseIsBroughtAlong() {
    assertThat(chartFile("Chart.yaml").has("dependencies")).isFalse();
    assertThat(Project.CHART.resolve("charts")).doesNotExist();
  }

  @Test
  void theApplicationIsThisProjects() {
    var pom = Project.text(Project.ROOT.resolve("pom.xml"));
    var version = chartFile("Chart.yaml").path("appVersion").asString("");
    assertThat(pom).contains("<version>" + version + "</version>");
  }

  @Test
  void everyValueHasASchema() {
    var properties = chartFile("values.schema.json").path("properties");
    var values = chartFile("values.yaml");
    assertThat(values.propertyNames()).allMatch(properties::has);
    assertThat(withoutSchema(values, properties)).isEmpty();
  }

  /** The keys that NOTES know are those of the schema. */
  @Test
  void everyKeyOfTheSchemaIsKnownToTheNotes() {
    var template = Project.text(Project.CHART.resolve("templates/_warnings.tpl"));
    var list = template.substring(template.lastIndexOf('['), template.lastIndexOf(']') + 1);
    var known = new TreeSet<String>();
    Rendered.tree(list).forEach(key -> known.add(key.asString("")));
    var properties = chartFile("values.schema.json").path("properties");
    assertThat(known).isEqualTo(new TreeSet<>(properties.propertyNames()));
  }

  /** Paths of the second level that the schema says nothing about. */
  private static TreeSet<String> withoutSchema(JsonNode values, JsonNode properties) {
    var missing = new TreeSet<String>();
    values.forEachEntry((key, value) -> {
      if (value.isObject() && !key.startsWith("config")) {
        var inner = properties.path(key).path("properties");
        value.propertyNames().stream()
            .filter(name -> !inner.has(name))
            .forEach(name -> missing.add(key + "." + name));
      }
    });
    return missing;
  }
}
