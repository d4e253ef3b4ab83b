package io.signalbox.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The PrometheusRule of the chart. */
final class ChartAlertsTest {
  private static List<JsonNode> rules(String alerts) {
    var values = "observability: {alerts: {enabled: true, %s}}".formatted(alerts);
    var rule = Release.PLAIN.with(values).render().only("PrometheusRule");
    return rule.at("/spec/groups")
        .valueStream()
        .flatMap(g -> g.get("rules").valueStream())
        .toList();
  }

  private static List<String> texts(List<JsonNode> rules, String key) {
    return rules.stream().map(rule -> rule.path(key).asString("")).toList();
  }

  @Test
  void alertsHaveTheNamesThatAreKnown() {
    assertThat(texts(rules(""), "alert"))
        .containsExactly(
            "HighRequestErrorRate",
            "HighCompletionLatencyP95",
            "HighTTFTP95",
            "HighTPOTP95",
            "HighRoutingLatencyP95",
            "HighInflightRequests",
            "LowCacheHitRate",
            "ConfigurationRefused",
            "PromptsUnseen",
            "SignalsFail",
            "ObservationsDropped");
    assertThat(Release.PLAIN.render().all("PrometheusRule")).isEmpty();
  }

  @Test
  void everyMetricIsOneThatTheRouterExports() {
    var metrics = ExportedMetrics.ofARouter();
    assertThat(texts(rules(""), "expr")).flatExtracting(metrics::problems).isEmpty();
  }

  @Test
  void thresholdsAreValues() {
    var rules = rules("thresholds: {inflightRequests: 7, ttftP95Seconds: 1.5}");
    assertThat(rules.get(5).path("expr").asString("")).contains("> 7");
    assertThat(rules.get(2).path("expr").asString("")).contains("> 1.5");
  }

  @Test
  void seriesAreThoseOfTheNamespaceUnlessToldOtherwise() {
    assertThat(texts(rules(""), "expr")).allMatch(expr -> expr.contains("namespace=\"routing\"}"));
    assertThat(texts(rules("selector: 'job=\"r\"'"), "expr"))
        .allMatch(expr -> expr.contains("job=\"r\"}") && !expr.contains("namespace="));
  }

  @Test
  void thePlainFileHasTheSameRules() {
    var values = "observability: {alerts: {enabled: true, selector: 'job=~\".+\"'}}";
    var rule = Release.PLAIN.with(values).render().only("PrometheusRule");
    var plain =
        Rendered.tree(Project.text(Project.ROOT.resolve("deploy/observability/alerts.yaml")));
    assertThat(plain).isEqualTo(rule.get("spec"));
  }

  @Test
  void theModelIsNamedByPrometheus() {
    assertThat(rules("").get(5).at("/annotations/summary").asString(""))
        .contains("{{ $labels.model }}");
  }
}
