package io.signalbox.config.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.ManagementAuth;
import io.signalbox.config.Permission;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.load.Loaded;
import io.signalbox.config.tree.Problem;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ManagementCheckTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "GOOD", "0123456789abcdef-one",
          "OTHER", "0123456789abcdef-two",
          "SAME", "0123456789abcdef-one",
          "SHORT", "hunter2",
          "BLANK", "   ");

  @Test
  void rolesAreThoseOfTheContract() {
    var permissions = ManagementAuth.disabled().permissions();
    assertThat(permissions.keySet()).containsExactly("viewer", "operator", "admin");
    assertThat(permissions.get("viewer"))
        .extracting(Permission::key)
        .containsExactlyInAnyOrder(
            "health.read",
            "ready.read",
            "docs.read",
            "metrics.read",
            "classify.invoke",
            "config.read",
            "replay.read",
            "data.read",
            "cache.read",
            "compression.read");
    assertThat(permissions.get("operator"))
        .containsAll(permissions.get("viewer"))
        .contains(Permission.CONFIG_WRITE, Permission.LEARNING_INGEST, Permission.DATA_WRITE)
        .doesNotContain(Permission.SECRET_VIEW, Permission.CACHE_MANAGE);
    assertThat(permissions.get("admin")).containsExactlyInAnyOrder(Permission.values());
  }

  @Test
  void rolesOfTheDocumentStandBesideOrInPlaceOfThose() {
    var auth =
        auth(
            "mode: bearer, roles: {deployer: [config.read, config.write], viewer: [ready.read], boss: ['*']}");
    assertThat(auth.permissions())
        .containsEntry("viewer", Set.of(Permission.READY_READ))
        .containsEntry("deployer", Set.of(Permission.CONFIG_READ, Permission.CONFIG_WRITE))
        .containsKeys("operator", "admin");
    assertThat(auth.permissions().get("boss")).contains(Permission.SECRET_VIEW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{bind_address: localhost}",
        "{bind_address: '::1', port: 9000}",
        "{bind_address: 127.0.0.9}",
        "{auth: {mode: disabled}, remote_exposure: false}",
        "{auth: {mode: ''}}",
        "{auth: {mode: bearer, tokens: [{env: GOOD, role: admin}, {env: OTHER, role: viewer}]}}",
        "{auth: {mode: bearer, tokens: [{env: GOOD, role: admin}, {env: SAME, role: admin}]}}",
        "{bind_address: 0.0.0.0, remote_exposure: true,"
            + " auth: {mode: bearer, tokens: [{env: GOOD, role: ci}], roles: {ci: [config.read]}}}",
      })
  void soundSettingsAreAccepted(String yaml) {
    assertThat(problems(yaml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{bind_address: example.com} | bind_address: example.com",
        "{bind_address: 300.1.1.1} | bind_address: 300.1.1.1",
        "{port: 0} | port: 0",
        "{auth: {mode: basic}} | auth.mode",
        "{remote_exposure: true} | remote_exposure: true without a token",
        "{remote_exposure: true, auth: {mode: bearer}} | remote_exposure: true without a token",
        "{auth: {tokens: [{env: GOOD, role: root}]}} | auth.tokens[0].role: root (expected: one of viewer, operator, admin)",
        "{auth: {tokens: [{env: 'sk-live 123', role: admin}]}} | auth.tokens[0].env: [hidden]",
        "{auth: {tokens: [{role: admin}]}} | auth.tokens[0].env: missing",
        "{auth: {tokens: [{env: GOOD, role: admin}, {env: SAME, role: viewer}]}} | SAME holds the token of admin",
        "{auth: {roles: {ci: [config.raed]}}} | perhaps config.read",
        "{auth: {roles: {'': [config.read]}}} | a role without a name",
        "{auth: {roles: [viewer]}} | auth.roles",
        "{auth: {token: x}} | auth.token",
      })
  void wrongSettingsAreRefused(String yaml, String expected) {
    assertThat(problems(yaml))
        .anySatisfy(problem -> {
          assertThat(problem.isError()).isTrue();
          assertThat(problem.text()).contains(expected).doesNotContain("sk-live");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{bind_address: 0.0.0.0} | 0.0.0.0 (expected: a loopback address",
        "{bind_address: 10.1.2.3} | 10.1.2.3 (expected: a loopback address",
        "{bind_address: '::'} | :: (expected: a loopback address",
        "{auth: {mode: bearer}} | nobody is let in",
        "{auth: {mode: bearer, tokens: [{env: NOT_SET, role: admin}]}} | NOT_SET is not set",
        "{auth: {mode: bearer, tokens: [{env: BLANK, role: admin}]}} | BLANK is not set",
        "{auth: {mode: bearer, tokens: [{env: SHORT, role: admin}]}} | a short token in SHORT",
        "{remote_exposure: true, auth: {tokens: [{env: GOOD, role: admin}]}} | while auth.mode is disabled",
      })
  void doubtfulSettingsAreWarnedAbout(String yaml, String expected) {
    assertThat(problems(yaml))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.isError()).isFalse();
          assertThat(problem.text()).contains(expected).doesNotContain("hunter2");
        });
  }

  @Test
  void closedNetworkOfTheEnvironmentIsTakenForGranted() {
    var loaded =
        ConfigLoader.load(
            "test.yaml",
            document("{bind_address: 0.0.0.0}"),
            Map.of("VLLM_SR_MANAGEMENT_INTERNAL_LISTENER", "true"),
            false);
    assertThat(loaded.problems()).isEmpty();
  }

  private static ManagementAuth auth(String yaml) {
    var loaded = load("{auth: {" + yaml + "}}");
    return Objects.requireNonNull(loaded.document(), () -> loaded.problems().toString())
        .global()
        .services()
        .managementApi()
        .auth();
  }

  private static List<Problem> problems(String yaml) {
    return load(yaml).problems();
  }

  private static Loaded load(String yaml) {
    return ConfigLoader.load("test.yaml", document(yaml), ENVIRONMENT, false);
  }

  private static String document(String yaml) {
    return "version: v0.3\nglobal: {services: {management_api: " + yaml + "}}\n";
  }
}
