package io.signalbox.gateways.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GatewayConfigCommandTest {
  private static final String MODEL =
      """
      version: v0.3
      listeners: []
      providers:
        defaults: {default_model: one}
        models:
          - name: one
            %s
      routing:
        modelCards: [{name: one}]
      """;

  private static Path examples() {
    var here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("examples"))
        ? here.resolve("examples")
        : here.resolveSibling("examples");
  }

  static List<Path> everyExample() throws IOException {
    try (var files = Files.list(examples())) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  static Stream<List<String>> everyForm() {
    return Stream.of("envoy", "agentgateway")
        .flatMap(gateway -> Stream.of(List.of(gateway), List.of(gateway, "--kubernetes")))
        .flatMap(form ->
            Stream.of("buffered", "full-duplex")
                .map(mode -> {
                  var all = new ArrayList<>(form);
                  all.addAll(List.of("--mode", mode));
                  return all;
                }));
  }

  private static Printed printed(Path example, List<String> form) {
    var options = form.subList(1, form.size()).toArray(String[]::new);
    return Printed.of(Printed.arguments(example, form.getFirst(), options));
  }

  @ParameterizedTest
  @MethodSource("everyExample")
  void everyExampleHasAConfigurationForEveryGateway(Path example) {
    everyForm()
        .forEach(form -> {
          var first = printed(example, form);

          assertThat(first.status()).as(first.err()).isZero();
          assertThat(first.documents()).isNotEmpty();
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --port 50051 | --port: 50051 the router listens there
          --router localhost:7000 --port 7000 | --port: 7000 the router listens there
          --router [::1]:7000 --admin-port 7000 | --admin-port: 7000 the router listens there
          --port 9901 --admin-port 9901 | --admin-port: 9901 is --port as well
          --port 8000 | --port: 8000 a backend of model "one" listens there
          """)
  void portsThatOthersHaveAreRefused(String options, String why, @TempDir Path folder)
      throws IOException {
    var file = folder.resolve("config.yaml");
    Files.writeString(file, MODEL.formatted("backend_refs: [{endpoint: \"127.0.0.1:8000\"}]"));

    for (var gateway : List.of("envoy", "agentgateway")) {
      var printed = Printed.of(Printed.arguments(file, gateway, options.split(" ")));

      assertThat(printed.status()).isEqualTo(1);
      assertThat(printed.err()).contains(why);
      assertThat(printed.out()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--router router.example:10000 --port 10000", "--admin-port 0"})
  void portsOfOtherMachinesAreFree(String options, @TempDir Path folder) throws IOException {
    var file = folder.resolve("config.yaml");
    Files.writeString(file, MODEL.formatted("backend_refs: [{endpoint: \"10.0.0.7:10000\"}]"));

    assertThat(Printed.of(Printed.arguments(file, "envoy", options.split(" "))).status()).isZero();
  }

  @ParameterizedTest
  @MethodSource("everyForm")
  void sameDocumentGivesTheSameText(List<String> form) {
    var example = examples().resolve("anthropic.yaml");

    assertThat(printed(example, form).out()).isEqualTo(printed(example, form).out());
  }

  @ParameterizedTest
  @MethodSource("everyExample")
  void everyClusterThatIsUsedIsThere(Path example) {
    var printed = Printed.of(Printed.arguments(example, "envoy"));

    var used = new ArrayList<>(printed.valuesOf("cluster"));
    used.removeIf(name -> name.startsWith("%"));
    used.addAll(printed.valuesOf("cluster_name"));
    assertThat(printed.valuesOf("name")).containsAll(used);
  }

  @ParameterizedTest
  @MethodSource("everyForm")
  void keysAreNowhereInIt(List<String> form) {
    var document =
        MODEL.formatted(
            "backend_refs: [{name: a, base_url: 'https://api.example.com/v1', provider: openai,"
                + " api_key: sk-very-secret, extra_headers: {x-team: secret-team}}]");
    var printed =
        Printed.ofDocument(
            document, form.getFirst(), form.subList(1, form.size()).toArray(String[]::new));

    assertThat(printed.status()).as(printed.err()).isZero();
    assertThat(printed.out() + printed.err()).doesNotContain("sk-very-secret", "secret-team");
  }

  @ParameterizedTest
  @MethodSource("everyForm")
  void withoutTheRouterNothingPasses(List<String> form) {
    var printed = printed(examples().resolve("agentgateway-demo.yaml"), form);

    assertThat(printed.out())
        .containsAnyOf(
            "failure_mode_allow: false",
            "failureMode: failClosed",
            "failureMode: FailClosed",
            "failOpen: false");
  }

  @ParameterizedTest
  @MethodSource("everyForm")
  void clientsCannotSayWhichModelWasSelected(List<String> form) {
    assertThat(printed(examples().resolve("agentgateway-demo.yaml"), form).out())
        .contains("x-selected-model", "x-authz-user-id");
  }

  @Test
  void hostBehindTlsIsVerifiedByItsName() {
    var printed = Printed.of(Printed.arguments(examples().resolve("gateway.yaml"), "envoy"));

    assertThat(printed.valuesOf("sni")).containsExactly("api.openai.com");
    assertThat(printed.valuesOf("exact")).contains("api.openai.com");
    assertThat(printed.valuesOf("hostname")).contains("api.openai.com");
  }

  @Test
  void pathOfItsOwnMakesAStaticBackendOfAgentgateway() {
    var printed =
        Printed.ofDocument(
            MODEL.formatted(
                "backend_refs: [{name: a, base_url: 'https://h.example/openai/v2', provider: x}]"),
            "agentgateway",
            "--kubernetes");

    assertThat(printed.out()).contains("static:", "sni: h.example").doesNotContain("openai: {}");
  }

  @Test
  void usualPathMakesABackendWithoutAModel() {
    var printed =
        Printed.ofDocument(
            MODEL.formatted("backend_refs: [{name: a, endpoint: 'vllm.models.svc:8000'}]"),
            "agentgateway",
            "--kubernetes");

    assertThat(printed.out()).contains("openai: {}").doesNotContain("model:", "static:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "provider_model_id: x | no model has a backend",
        "backend_refs: [{endpoint: 'a:1', api_key: k}, {endpoint: 'b:1'}] | differ in key",
        "backend_refs: [{base_url: 'http://a/v1'}, {base_url: 'http://b/v2'}] | differ in path",
        "backend_refs: [{endpoint: 'a:1'}, {base_url: 'http://b/v2'}] | differ in path",
        "backend_refs: [{endpoint: '[fe80::1%eth0]:80'}] | has a zone",
        "backend_refs: [{endpoint: '999.1.1.1:80'}] | is no address",
        "backend_refs: [{base_url: 'ftp://a/v1'}] | base_url",
        "backend_refs: [{endpoint: 'a:1', weight: -1}] | weight",
      })
  void whatAGatewayCannotDoIsRefused(String backends, String reason) {
    for (var gateway : List.of("envoy", "agentgateway")) {
      var printed = Printed.ofDocument(MODEL.formatted(backends), gateway);

      assertThat(printed.status()).isEqualTo(1);
      assertThat(printed.err()).contains(reason).doesNotContain("%s");
      assertThat(printed.out()).isEmpty();
    }
  }

  @Test
  void severalHostsBehindTlsAreSharesOfEnvoyAndRefusedForEnvoyGateway() {
    var document =
        MODEL.formatted(
            "backend_refs: [{endpoint: 'a.example:443', protocol: https, weight: 3}, {endpoint:"
                + " 'b.example:443', protocol: https}]");

    assertThat(Printed.ofDocument(document, "envoy").out()).contains("weighted_clusters:");
    var refused = Printed.ofDocument(document, "envoy", "--kubernetes");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("several hosts behind TLS");
    assertThat(Printed.ofDocument(document, "agentgateway", "--kubernetes").status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'mod\\nel: evil'",
        "\"a\\nb\"",
        "'{{ inject }}'",
        "'true'",
        "'# no'",
        "ünï",
        "' '"
      })
  void namesDoNotBreakOutOfTheirPlace(String name) {
    var document =
        """
        version: v0.3
        listeners: []
        providers:
          defaults: {default_model: plain}
          models:
            - {name: plain, backend_refs: [{endpoint: '127.0.0.1:1'}]}
            - {name: %1$s, backend_refs: [{endpoint: '127.0.0.1:2'}]}
        routing:
          modelCards: [{name: plain}, {name: %1$s}]
        """
            .formatted(name);
    everyForm()
        .forEach(form -> {
          var printed =
              Printed.ofDocument(
                  document, form.getFirst(), form.subList(1, form.size()).toArray(String[]::new));

          if (printed.status() == 0) {
            assertThat(printed.documents()).allSatisfy(parsed -> assertThat(parsed).isNotNull());
            assertThat(printed.out()).contains("x-selected-model");
          } else {
            assertThat(printed.out()).isEmpty();
            assertThat(printed.err()).isNotBlank();
          }
        });
  }

  @Test
  void manyAdaptersArePartedIntoRoutesThatTheGatewayApiTakes() {
    var loras = IntStream.range(0, 300).mapToObj(i -> "{name: lora-" + i + "}").toList();
    var document =
        """
        version: v0.3
        listeners: []
        providers:
          defaults: {default_model: base}
          models:
            - {name: base, backend_refs: [{endpoint: '127.0.0.1:1'}]}
            - {name: other, backend_refs: [{endpoint: '127.0.0.1:2'}]}
        routing:
          modelCards: [{name: base, loras: [%s]}, {name: other}]
        """
            .formatted(String.join(", ", loras));
    var printed = Printed.ofDocument(document, "agentgateway", "--kubernetes");

    assertThat(printed.status()).as(printed.err()).isZero();
    assertThat(printed.valuesOf("value")).contains("base", "lora-0", "lora-299", "other");
    assertThat(printed.valuesOf("name")).contains("models-base", "models-base-1", "models-base-4");
  }

  @Test
  void routerInAnotherNamespaceGetsALeave() {
    var printed =
        Printed.of(
            Printed.arguments(
                examples().resolve("agentgateway-demo.yaml"),
                "envoy",
                "--kubernetes",
                "--namespace",
                "edge",
                "--gateway",
                "front",
                "--router",
                "semantic-router.models.svc.cluster.local:50051"));

    assertThat(printed.out()).contains("kind: ReferenceGrant", "namespace: models");
    assertThat(printed.valuesOf("gatewayClassName")).containsExactly("eg");
  }

  @Test
  void modelWithoutABackendIsWarnedAbout() {
    var printed =
        Printed.ofDocument(
            """
            version: v0.3
            listeners: []
            providers:
              defaults: {default_model: here}
              models: [{name: here, backend_refs: [{endpoint: '127.0.0.1:1'}]}]
            routing: {modelCards: [{name: here}, {name: elsewhere}]}
            """,
            "envoy");

    assertThat(printed.status()).isZero();
    assertThat(printed.err()).contains("\"elsewhere\" has no backend_refs");
    assertThat(printed.out()).contains("direct_response:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--port 0",
        "--port 65536",
        "--admin-port -1",
        "--mode streamed",
        "--router nowhere:99999",
        "--router http://a",
        "--router 1.2.3.400:50051",
        "--kubernetes --namespace Not_A_Label",
        "--kubernetes --router Upper:1",
      })
  void wrongArgumentsAreTold(String options) {
    var printed =
        Printed.of(
            Printed.arguments(examples().resolve("static.yaml"), "envoy", options.split(" ")));

    assertThat(printed.status()).isEqualTo(2);
    assertThat(printed.err()).contains("expected:");
    assertThat(printed.out()).isEmpty();
  }

  @Test
  void documentThatTheRouterRefusesIsRefusedWithItsLine() {
    var printed = Printed.ofDocument("version: v0.3\nrouting: {modelCards: [{nam: x}]}\n", "envoy");

    assertThat(printed.status()).isEqualTo(1);
    assertThat(printed.err()).contains(":2:");
    assertThat(Printed.of(Printed.arguments(Path.of("missing.yaml"), "envoy")).err())
        .contains("no such file");
  }
}
