package io.signalbox.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.tree.Problem;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.RouterEvents;
import io.signalbox.parts.StandardParts;
import io.signalbox.server.Models;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What the chart makes of every value file there is. */
final class ChartValuesTest {
  static List<Path> files() {
    return ValueFiles.all();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyObjectFollowsTheSchemasOfKubernetes(Path file) {
    var objects = Release.of(file).render().objects();
    for (var version : List.of("1.27", "1.34", "1.37")) {
      var schemas = KubernetesSchemas.of(version);
      assertThat(objects).flatExtracting(schemas::problems).as(version).isEmpty();
    }
  }

  @Test
  void theDefaultsFollowThemToo() {
    var schemas = KubernetesSchemas.of("1.34");
    assertThat(Release.PLAIN.render().objects()).flatExtracting(schemas::problems).isEmpty();
  }

  @Test
  void theSchemasKnowEveryField() {
    var schemas = KubernetesSchemas.of("1.34");
    var wrong =
        Stream.of(
            "{apiVersion: v1, kind: Service, spec: {port: 1}}",
            "{apiVersion: apps/v1, kind: Deployment, spec: {replicas: many}}",
            "{apiVersion: v1, kind: Servise}");
    assertThat(wrong.map(Rendered::tree).map(schemas::problems)).noneMatch(List::isEmpty);
  }

  @ParameterizedTest
  @MethodSource("files")
  void theRouterTakesTheDocument(Path file) {
    assertThat(errors(Release.of(file).render().config())).isEmpty();
  }

  @Test
  void theRouterTakesTheDefaultDocument() {
    assertThat(errors(Release.PLAIN.render().config())).isEmpty();
  }

  /** Resources of a cluster come on top of a document; the document itself is checked here. */
  private static List<String> errors(String config) {
    var fromFile = config.replace("config_source: kubernetes", "config_source: file");
    var token = Map.of("ADMIN_TOKEN", "t".repeat(32));
    var loaded = ConfigLoader.load("config.yaml", fromFile, token, false);
    var ports = Models.checking(_ -> {});
    var compiler = new RecipeCompiler(StandardParts.catalog(), ports, RouterEvents.NONE, false);
    var compiled = compiler.compile(loaded);
    return compiled.problems().stream().filter(Problem::isError).map(Problem::text).toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void theSameValuesGiveTheSameObjects(Path file) {
    assertThat(Release.of(file).text()).isEqualTo(Release.of(file).text());
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatTheDocumentSaysReachesTheRouter(Path file) {
    var written = Rendered.tree(Project.text(file)).path("config");
    var rendered = Rendered.tree(Release.of(file).render().config());
    assertThat(missing(written, rendered, "")).isEmpty();
  }

  private static List<String> missing(JsonNode written, JsonNode rendered, String path) {
    if (!written.isObject()) {
      return same(written, rendered) ? List.of() : List.of(path);
    }
    return written
        .propertyStream()
        .flatMap(entry ->
            missing(entry.getValue(), rendered.path(entry.getKey()), path + "/" + entry.getKey())
                .stream())
        .toList();
  }

  /** Numbers of equal value are the same, whatever they look like. */
  private static boolean same(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.doubleValue() == other.doubleValue();
    }
    if (one.isArray() && other.isArray() && one.size() == other.size()) {
      return Stream.iterate(0, i -> i + 1)
          .limit(one.size())
          .allMatch(i -> missing(item(one, i), item(other, i), "").isEmpty());
    }
    return one.isMissingNode() || one.equals(other);
  }

  private static JsonNode item(JsonNode list, int index) {
    return Objects.requireNonNull(list.get(index));
  }

  @ParameterizedTest
  @MethodSource("files")
  void longNamesStayWithinWhatKubernetesTakes(Path file) {
    var names =
        Stream.of("r".repeat(53), "semantic-router-" + "r".repeat(37), "r".repeat(48) + "-x-y")
            .flatMap(name -> Release.of(file).named(name).render().objects().stream())
            .map(Rendered::name);
    assertThat(names)
        .allSatisfy(name ->
            assertThat(name).hasSizeLessThanOrEqualTo(63).matches("[a-z]([-a-z0-9]*[a-z0-9])?"));
  }
}
