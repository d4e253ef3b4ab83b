package io.signalbox.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.signalbox.server.admin.access.AccessPolicy;
import io.signalbox.server.reload.Documents;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ConfigIT {
  private static final String SECRET = "sk-very-secret";
  private static final String YAML =
      "# our routes\n"
          + Documents.YAML.replace(
              "endpoint: \"127.0.0.1:8000\"}",
              "endpoint: \"127.0.0.1:8000\", api_key: \"" + SECRET + "\"}");
  private static final String OTHER = YAML.replace("law_decision", "court_decision");

  @TempDir Path directory;
  private ConfigRig rig;

  @BeforeEach
  void start() throws Exception {
    rig = ConfigRig.of(directory, YAML);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void configurationIsShownWithItsTag() throws Exception {
    var response = rig.rig.get("/config/router");
    var json = rig.json(response, 200);
    assertThat(json.at("/routing/decisions/0/priority").intValue()).isEqualTo(10);
    assertThat(json.at("/version").stringValue()).isEqualTo("v0.3");
    assertThat(response.headers().firstValue("etag"))
        .contains('"' + Documents.load(rig.text()).sha256() + '"');
    assertThat(response.headers().firstValue("cache-control")).contains("no-store");
    var yaml = rig.send("GET", "/config/router", "", "accept", "application/yaml");
    assertThat(yaml.body()).isEqualTo(YAML);
  }

  @Test
  void putTakesEffectAndKeepsTheTextAsItWasSent() throws Exception {
    var response = rig.put(OTHER);
    var json = rig.json(response, 200);
    assertThat(json.get("status").stringValue()).isEqualTo("success");
    assertThat(json.get("runtime_status").stringValue()).isEqualTo("active");
    assertThat(rig.text()).isEqualTo(OTHER);
    assertThat(rig.router.current().sha256()).isEqualTo(json.get("runtime_hash").stringValue());
    assertThat(response.headers().firstValue("etag")).contains(json.get("etag").stringValue());
    assertThat(rig.etag()).isEqualTo(json.get("etag").stringValue());
    var hash = rig.json(rig.rig.get("/config/hash"), 200);
    assertThat(hash.get("status").stringValue()).isEqualTo("active");
    assertThat(hash.get("hash")).isEqualTo(hash.get("active_hash"));
    assertThat(rig.acts)
        .singleElement()
        .satisfies(act -> {
          assertThat(act.action()).isEqualTo("config.replace");
          assertThat(act.role()).isEqualTo("admin");
          assertThat(act.status()).isEqualTo(200);
          assertThat(act.requestId())
              .isEqualTo(response.headers().firstValue("x-request-id").orElse(""));
        });
  }

  @Test
  void wholeBodyMayBeTheDocument() throws Exception {
    rig.json(rig.send("PUT", "/config/router", OTHER, "content-type", "application/yaml"), 200);
    assertThat(rig.text()).isEqualTo(OTHER);
    var patch = "{\"global\":{\"router\":{\"auto_model_name\":\"any\"}}}";
    rig.json(
        rig.send("PATCH", "/config/router", patch, "content-type", "application/merge-patch+json"),
        200);
    assertThat(rig.text()).contains("auto_model_name: \"any\"", "court_decision");
  }

  @Test
  void patchMergesAndLeavesReferencesToTheEnvironment() throws Exception {
    var referring = OTHER.replace(SECRET, "${SB_KEY:-none}");
    rig.json(rig.put(referring), 200);
    var json = rig.json(rig.patch("global: {router: {auto_model_name: any}}"), 200);
    assertThat(json.get("message").stringValue()).contains("merged");
    assertThat(rig.text()).contains("api_key: \"${SB_KEY:-none}\"", "auto_model_name: any");
    rig.json(rig.patch("global: null"), 200);
    assertThat(rig.text()).doesNotContain("auto_model_name").contains("court_decision");
  }

  @Test
  void changeIsTakenBack() throws Exception {
    var first = rig.json(rig.put(OTHER), 200).get("version").stringValue();
    var second = rig.json(rig.patch("global: {router: {auto_model_name: any}}"), 200);
    var versions = rig.json(rig.rig.get("/config/router/versions"), 200);
    assertThat(versions).hasSize(2);
    assertThat(versions.get(0).get("version")).isEqualTo(second.get("version"));
    assertThat(versions.get(1).get("version").stringValue()).isEqualTo(first);
    assertThat(versions.get(0).get("source").stringValue()).isEqualTo("api");
    assertThat(versions.get(0).get("filename").stringValue())
        .isEqualTo("config.%s.yaml".formatted(second.get("version").stringValue()));
    var body = "{\"version\":\"%s\"}".formatted(first);
    rig.json(rig.send("POST", "/config/router/rollback", body), 200);
    assertThat(rig.text()).isEqualTo(YAML);
    var after = rig.json(rig.rig.get("/config/router/versions"), 200);
    assertThat(after.get(0).get("source").stringValue()).isEqualTo("rollback");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 400 | INVALID_INPUT",
        "{\"version\":7} | 400 | INVALID_INPUT",
        "{\"version\":\"../../etc/passwd\"} | 400 | INVALID_INPUT",
        "{\"version\":\"20260101-000000/../x\"} | 400 | INVALID_INPUT",
        "{\"version\":\"20200101-000000\"} | 404 | VERSION_NOT_FOUND",
        "[ | 400 | INVALID_INPUT",
      })
  void versionThatIsNoneIsRefused(String body, int status, String code) throws Exception {
    assertThat(rig.code(rig.send("POST", "/config/router/rollback", body), status)).isEqualTo(code);
    assertThat(rig.text()).isEqualTo(YAML);
  }

  @Test
  void tenDocumentsAreKept() throws Exception {
    for (int i = 0; i < 13; i++) {
      rig.json(rig.put(YAML.replace("law_decision", "decision_" + i)), 200);
    }
    var versions = rig.json(rig.rig.get("/config/router/versions"), 200);
    assertThat(versions).hasSize(10);
    assertThat(versions.values())
        .extracting(version -> version.get("version").stringValue())
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(rig.files()).noneMatch(name -> name.endsWith(".tmp")).hasSize(21);
  }

  @Test
  void sourceTextIsKeptBesideTheDocument() throws Exception {
    var body = JsonMapper.shared().createObjectNode().put("yaml", OTHER).put("dsl", "ROUTE x");
    rig.json(rig.send("PUT", "/config/router", body.toString()), 200);
    assertThat(directory.resolve(".vllm-sr/config.dsl")).hasContent("ROUTE x");
    var versions = rig.json(rig.rig.get("/config/router/versions"), 200);
    assertThat(versions.get(0).get("source").stringValue()).isEqualTo("dsl");
  }

  @Test
  void lostUpdateIsRefused() throws Exception {
    var old = rig.etag();
    rig.json(rig.put(OTHER, "if-match", old), 200);
    var late = rig.put(YAML, "if-match", old);
    assertThat(rig.code(late, 412)).isEqualTo("CONFIG_CHANGED");
    assertThat(late.headers().firstValue("etag")).contains(rig.etag());
    assertThat(rig.code(rig.patch("global: null", "if-match", "W/" + rig.etag()), 412))
        .isEqualTo("CONFIG_CHANGED");
    assertThat(rig.text()).isEqualTo(OTHER);
    rig.json(rig.put(YAML, "if-match", "\"x\", " + rig.etag()), 200);
    rig.json(rig.put(OTHER, "if-match", "*"), 200);
  }

  @Test
  void documentThatWouldNotServeChangesNothing() throws Exception {
    var broken =
        YAML.replace("default_model: base-model", "default_model: nobody")
            .replace("priority: 10", "priority: ten");
    var json = rig.json(rig.put(broken), 400).get("error");
    assertThat(json.get("code").stringValue()).isEqualTo("CONFIG_VALIDATION_ERROR");
    assertThat(json.get("problems").values())
        .extracting(problem -> problem.get("path").stringValue())
        .contains("providers.defaults.default_model", "routing.decisions[0].priority");
    assertThat(json.at("/problems/0/line").intValue()).isPositive();
    assertThat(rig.text()).isEqualTo(YAML);
    assertThat(rig.files()).containsExactly("config.yaml");
  }

  @Test
  void validationTellsAllProblemsAndChangesNothing() throws Exception {
    var path = "/config/router/validate";
    var good = rig.json(rig.send("POST", path, ConfigRig.body(OTHER)), 200);
    assertThat(good.get("valid").booleanValue()).isTrue();
    assertThat(good.get("normalized_yaml").stringValue())
        .contains("court_decision", "api_key: \"[REDACTED]\"")
        .doesNotContain(SECRET);
    var bad =
        rig.json(rig.send("POST", path, ConfigRig.body(YAML + "nonsense: 1\nmore: 2\n")), 422);
    assertThat(bad.get("valid").booleanValue()).isFalse();
    assertThat(bad.get("problems").values())
        .extracting(problem -> problem.get("path").stringValue())
        .contains("nonsense", "more");
    assertThat(bad.at("/error/code").stringValue()).isEqualTo("CONFIG_VALIDATION_ERROR");
    assertThat(rig.text()).isEqualTo(YAML);
    assertThat(rig.acts).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a: [' | YAML_PARSE_ERROR",
        "'a: 1' | CONFIG_VALIDATION_ERROR",
        "'- a' | CONFIG_PARSE_ERROR",
        "'just text' | CONFIG_PARSE_ERROR",
        "'# nothing' | CONFIG_PARSE_ERROR",
        "'a: *b' | YAML_PARSE_ERROR",
        "'--- {}\n--- {}' | YAML_PARSE_ERROR",
        "' ' | INVALID_INPUT",
        "'routing: {}\nrouting: {}' | CONFIG_VALIDATION_ERROR",
      })
  void whatIsNoDocumentIsRefused(String yaml, String code) throws Exception {
    assertThat(rig.code(rig.put(yaml.replace("\\n", "\n")), 400)).isEqualTo(code);
    assertThat(rig.text()).isEqualTo(YAML);
  }

  @Test
  void hostileDocumentsAreRefusedSoon() throws Exception {
    var bomb = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x,x]\n");
    for (char c = 'b'; c < 'k'; c++) {
      char before = (char) (c - 1);
      bomb.append("%c: &%c [%s]\n".formatted(c, c, ("*" + before + ",").repeat(10)));
    }
    var hostile =
        List.of(
            bomb.toString(),
            "a: " + "[".repeat(5000),
            "a: " + "{a: ".repeat(1000) + "1" + "}".repeat(1000),
            "a: \"" + "x".repeat(4_000_000) + "\"",
            "\u0000\u0001binary",
            "a: !!java.lang.Runtime {}");
    for (var yaml : hostile) {
      assertThat(rig.put(yaml).statusCode()).isEqualTo(400);
      assertThat(rig.patch(yaml).statusCode()).isEqualTo(400);
      assertThat(rig.send("POST", "/config/router/validate", ConfigRig.body(yaml)).statusCode())
          .isIn(400, 422);
    }
    var deep = "[".repeat(100_000);
    assertThat(rig.code(rig.send("PUT", "/config/router", deep), 400)).isEqualTo("INVALID_INPUT");
    var binary = BodyPublishers.ofByteArray(new byte[] {(byte) 0xff, 0, (byte) 0xc3});
    for (var type : List.of("application/yaml", "application/json")) {
      var response =
          rig.rig.send(rig.rig.request("/config/router").PUT(binary).header("content-type", type));
      assertThat(response.statusCode()).isEqualTo(400);
    }
    assertThat(rig.text()).isEqualTo(YAML);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "listeners: [{name: a, address: 127.0.0.1, port: 8899}]",
        "global: {limits: {max_open_calls: 5}}",
        "global: {services: {management_api: {auth: {mode: bearer}}}}",
        "global: {services: {management_api: {port: 9999}}}",
        "global: {services: {observability: {metrics: {enabled: false}}}}",
      })
  void whatAReloadCannotTakeIsRefused(String patch) throws Exception {
    assertThat(rig.code(rig.patch(patch), 409)).isEqualTo("RESTART_REQUIRED");
    assertThat(rig.text()).isEqualTo(YAML);
    assertThat(rig.files()).containsExactly("config.yaml");
  }

  @Test
  void wordInPlaceOfASecretLeavesTheSecret() throws Exception {
    var hidden = OTHER.replace(SECRET, "[REDACTED]");
    rig.json(rig.put(hidden), 200);
    assertThat(rig.text()).isEqualTo(OTHER);
    var moved = rig.put(hidden.replace("name: sim", "name: elsewhere"));
    assertThat(rig.code(moved, 400)).isEqualTo("INVALID_INPUT");
    assertThat(moved.body()).contains("api_key").doesNotContain(SECRET);
    assertThat(rig.text()).isEqualTo(OTHER);
  }

  @Test
  void ofManyChangesAtOnceEachIsDoneOrRefusedAsAWhole() throws Exception {
    var changes = new ArrayList<Callable<HttpResponse<String>>>();
    for (int i = 0; i < 24; i++) {
      var yaml = YAML.replace("law_decision", "parallel_" + i);
      changes.add(() -> rig.put(yaml));
    }
    int done = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var change : threads.invokeAll(changes)) {
        var response = change.get();
        if (response.statusCode() == 200) {
          done++;
        } else {
          assertThat(rig.code(response, 409)).isEqualTo("DEPLOY_IN_PROGRESS");
        }
      }
    }
    assertThat(done).isPositive();
    assertThat(rig.json(rig.rig.get("/config/hash"), 200).get("status").stringValue())
        .isEqualTo("active");
    assertThat(rig.text()).containsPattern("parallel_\\d+").startsWith("# our routes");
    assertThat(rig.files()).noneMatch(name -> name.endsWith(".tmp"));
  }

  @Test
  void permissionsOfTheFileStay() throws Exception {
    Files.setPosixFilePermissions(rig.file, PosixFilePermissions.fromString("rw-r-----"));
    rig.json(rig.put(OTHER), 200);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rig.file)))
        .isEqualTo("rw-r-----");
    var kept = directory.resolve(rig.files().getFirst());
    assertThat(kept.toString()).contains("config-backups");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void linkStaysAndWhatItLeadsToIsReplaced(@TempDir Path other) throws Exception {
    var real = Files.writeString(other.resolve("real.yaml"), YAML);
    var link = Files.createSymbolicLink(other.resolve("link.yaml"), Path.of("real.yaml"));
    try (var linked = new ConfigRig(link, AccessPolicy.open(), null)) {
      linked.json(linked.put(OTHER), 200);
      assertThat(link).isSymbolicLink();
      assertThat(real).hasContent(OTHER);
    }
  }

  @Test
  void volumeOfAConfigMapIsNotWrittenTo(@TempDir Path volume) throws Exception {
    var data = Files.createDirectory(volume.resolve("..2026_01_01"));
    Files.writeString(data.resolve("config.yaml"), YAML);
    Files.createSymbolicLink(volume.resolve("..data"), Path.of("..2026_01_01"));
    var link =
        Files.createSymbolicLink(volume.resolve("config.yaml"), Path.of("..data/config.yaml"));
    try (var mounted = new ConfigRig(link, AccessPolicy.open(), null)) {
      var response = mounted.put(OTHER);
      assertThat(mounted.code(response, 500)).isEqualTo("WRITE_ERROR");
      assertThat(response.body()).contains("ConfigMap");
      assertThat(link).isSymbolicLink().hasContent(YAML);
      assertThat(mounted.json(mounted.rig.get("/config/router/versions"), 200)).isEmpty();
    }
  }

  @Test
  void folderThatCannotBeWrittenToLeavesTheFile() throws Exception {
    assumeThat(System.getProperty("user.name")).isNotEqualTo("root");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assertThat(rig.code(rig.put(OTHER), 500)).isEqualTo("CONFIG_PERSIST_ERROR");
      assertThat(rig.text()).isEqualTo(YAML);
    } finally {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void placeOfBackupsThatIsTakenLeavesTheFile() throws Exception {
    Files.writeString(directory.resolve(".vllm-sr"), "not a folder");
    assertThat(rig.code(rig.put(OTHER), 500)).isEqualTo("CONFIG_PERSIST_ERROR");
    assertThat(rig.text()).isEqualTo(YAML);
  }

  @Test
  void fileThatAnotherBrokeCanBeReplacedButNotMerged() throws Exception {
    Files.writeString(rig.file, "routing: [");
    assertThat(rig.code(rig.patch("global: null"), 500)).isEqualTo("PARSE_ERROR");
    assertThat(rig.code(rig.rig.get("/config/router"), 500)).isEqualTo("PARSE_ERROR");
    assertThat(rig.json(rig.rig.get("/config/hash"), 200).get("status").stringValue())
        .isEqualTo("pending");
    rig.json(rig.put(OTHER), 200);
    assertThat(rig.text()).isEqualTo(OTHER);
  }

  @Test
  void fileThatIsGoneIsTold() throws Exception {
    Files.delete(rig.file);
    assertThat(rig.code(rig.rig.get("/config/router"), 404)).isEqualTo("READ_ERROR");
    rig.json(rig.put(OTHER), 200);
    assertThat(rig.text()).isEqualTo(OTHER);
  }

  @Test
  void factsAreThoseOfTheFile() {
    var counts = rig.json(rig.rig.get("/metrics/classification"), 200);
    assertThat(counts.get("decision_count").intValue()).isEqualTo(2);
    assertThat(counts.at("/signal_counts/keywords").intValue()).isEqualTo(2);
    assertThat(counts.at("/signal_counts/domains").intValue()).isEqualTo(2);
    assertThat(counts.at("/signal_counts/routing_models").intValue()).isEqualTo(1);
    var view = rig.json(rig.rig.get("/info/classifier"), 200);
    assertThat(view.get("status").stringValue()).isEqualTo("config_loaded");
    assertThat(view.at("/config/version").stringValue()).isEqualTo("v0.3");
  }
}
