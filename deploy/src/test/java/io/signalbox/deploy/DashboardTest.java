package io.signalbox.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the dashboard against the metrics that a router has. */
final class DashboardTest {
  private static final int MOST = 25;

  private final JsonNode dashboard =
      JsonMapper.shared().readTree(Path.of("observability", "grafana-dashboard.json").toFile());

  private List<JsonNode> panels() {
    return dashboard.get("panels").valueStream().toList();
  }

  @Test
  void canBeTakenInAtAGlance() {
    assertThat(panels()).hasSizeBetween(12, MOST);
    assertThat(panels().stream().map(panel -> panel.get("title").asString()))
        .doesNotHaveDuplicates();
    assertThat(panels())
        .allSatisfy(panel -> assertThat(panel.get("description").asString()).isNotBlank());
  }

  @Test
  void asksForNothingThatARouterDoesNotTell() {
    var metrics = ExportedMetrics.ofARouter();
    for (var panel : panels()) {
      for (var target : panel.get("targets")) {
        var query = target.get("expr").asString();
        assertThat(metrics.problems(query)).as(panel.get("title").asString()).isEmpty();
      }
    }
  }

  @Test
  void aQueryOfWhatIsNotThereIsNoticed() {
    var metrics = ExportedMetrics.ofARouter();
    assertThat(metrics.problems("sum by (model) (rate(llm_model_requests_total[5m]))")).isEmpty();
    assertThat(metrics.problems("sum by (color) (rate(llm_model_requests_total[5m]))"))
        .containsExactly("no label color on [llm_model_requests]");
    assertThat(metrics.problems("rate(llm_wishes_total[5m])"))
        .containsExactly("no metric llm_wishes_total");
  }

  @Test
  void panelsDoNotCoverEachOther() {
    var taken =
        panels().stream()
            .map(panel -> panel.get("gridPos"))
            .map(at -> at.get("x").asInt() + "," + at.get("y").asInt())
            .toList();
    assertThat(taken).doesNotHaveDuplicates();
    assertThat(panels())
        .allSatisfy(panel -> {
          var at = panel.get("gridPos");
          assertThat(at.get("x").asInt() + at.get("w").asInt()).isLessThanOrEqualTo(24);
        });
  }
}
