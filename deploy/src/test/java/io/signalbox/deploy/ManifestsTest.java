package io.signalbox.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.signalbox.deploy.Manifests.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Manifests name fields that their kinds have, and each other. */
final class ManifestsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SCHEMAS = "gateway-kinds.json";
  private static final JsonNode KINDS = kinds();

  private static JsonNode kinds() {
    try (var in = ManifestsTest.class.getResourceAsStream(SCHEMAS)) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return JSON.readTree(text).get("kinds");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Manifest> ofGateways() {
    return Manifests.all().stream()
        .filter(manifest -> manifest.version().contains("gateway"))
        .toList();
  }

  static List<Manifest> routes() {
    return ofGateways().stream().filter(manifest -> manifest.kind().equals("HTTPRoute")).toList();
  }

  @ParameterizedTest
  @MethodSource("ofGateways")
  void gatewayTakesEveryField(Manifest manifest) {
    var schema = KINDS.get(manifest.version() + " " + manifest.kind());
    assertThat(schema).as("a schema of %s", manifest).isNotNull();
    var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    var spec = JSON.writeValueAsString(manifest.at("spec"));
    var errors =
        registry.getSchema(schema.toString(), InputFormat.JSON).validate(spec, InputFormat.JSON);

    assertThat(errors).isEmpty();
  }

  @Test
  void schemaTellsAWrongField() {
    var schema = KINDS.get("agentgateway.dev/v1alpha1 AgentgatewayPolicy");
    var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    var spec = "{\"traffic\":{\"extProc\":{\"failureMode\":\"FailSometimes\"}}}";

    assertThat(
            registry
                .getSchema(schema.toString(), InputFormat.JSON)
                .validate(spec, InputFormat.JSON))
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void everyBackendOfARouteStandsBesideIt(Manifest route) {
    var folder = folder(route);
    var names =
        Manifests.all().stream()
            .filter(other -> folder(other).equals(folder))
            .map(other -> other.kind() + " " + other.name())
            .toList();

    for (var rule : list(route.at("spec", "rules"))) {
      for (var reference : list(((Map<?, ?>) rule).get("backendRefs"))) {
        var backend = (Map<?, ?>) reference;
        assertThat(names).contains(backend.get("kind") + " " + backend.get("name"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ofGateways")
  void modelIsLeftToTheRouter(Manifest manifest) {
    if (manifest.kind().equals("AgentgatewayBackend")) {
      assertThat(manifest.at("spec", "ai", "provider", "openai")).isEqualTo(Map.of());
    }
  }

  @ParameterizedTest
  @MethodSource("ofGateways")
  void routerIsAskedOnItsPortAndNothingPassesWithoutIt(Manifest manifest) {
    for (var extProc : extProcs(manifest)) {
      assertThat(List.of("FailClosed", "false"))
          .contains(String.valueOf(extProc.getOrDefault("failureMode", extProc.get("failOpen"))));
      var single = extProc.get("backendRef");
      var service =
          (Map<?, ?>) (single == null ? list(extProc.get("backendRefs")).getFirst() : single);
      assertThat(service.get("port")).isEqualTo(50051);
      assertThat(String.valueOf(service.get("name"))).startsWith("semantic-router");
    }
  }

  private static List<Map<Object, Object>> extProcs(Manifest manifest) {
    var found = new ArrayList<Map<Object, Object>>();
    var block = manifest.at("spec", "traffic", "extProc");
    if (block instanceof Map<?, ?> map) {
      if (map.get("conditional") == null) {
        found.add(object(map));
      }
      list(map.get("conditional"))
          .forEach(one -> found.add(object(((Map<?, ?>) one).get("policy"))));
    }
    list(manifest.at("spec", "extProc")).forEach(one -> found.add(object(one)));
    return found;
  }

  @Test
  void bothFormsOfThePolicyDifferInModesAlone() {
    for (var folder : List.of("agentgateway/", "agentgateway/enterprise/")) {
      var buffered = named(folder + "policy-buffered.yaml");
      var duplex = named(folder + "policy-full-duplex.yaml");

      assertThat(duplex.name()).isEqualTo(buffered.name());
      assertThat(mode(buffered))
          .containsEntry("requestBodyMode", "Buffered")
          .containsEntry("allowModeOverride", true);
      assertThat(mode(duplex))
          .containsEntry("requestBodyMode", "FullDuplexStreamed")
          .containsEntry("requestTrailerMode", "Send");
    }
  }

  private static Map<Object, Object> mode(Manifest policy) {
    return object(policy.at("spec", "traffic", "extProc", "processingOptions"));
  }

  private static Manifest named(String file) {
    return Manifests.all().stream()
        .filter(manifest -> manifest.file().equals(file))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "agentgateway/install.sh",
        "examples/cost-based/verify.sh",
        "examples/tier-aware/verify.sh",
        "examples/semantic-cache/verify.sh"
      })
  void scriptCanBeRunAndRead(String script) throws Exception {
    var file = Manifests.ROOT.resolve(script);
    assertThat(Files.isExecutable(file)).isTrue();

    var checked = new ProcessBuilder("bash", "-n", file.toString()).inheritIO().start().waitFor();

    assertThat(checked).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "everything", "--mode streamed", "--nothing"})
  void installRefusesWhatIsNoStep(String arguments) throws Exception {
    var command =
        new ArrayList<>(
            List.of("bash", Manifests.ROOT.resolve("agentgateway/install.sh").toString()));
    command.addAll(List.of(arguments.split(" ")));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("KUBECTL", "true");
    var process = builder.start();
    var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(told).startsWith("install.sh: ");
  }

  private static String folder(Manifest manifest) {
    return manifest.file().substring(0, manifest.file().lastIndexOf('/'));
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  @SuppressWarnings("unchecked") // what YAML reads are maps of objects
  private static Map<Object, Object> object(@Nullable Object value) {
    return (Map<Object, Object>) Objects.requireNonNull(value);
  }
}
