package io.signalbox.server.admin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.config.tree.YamlWriter;
import io.signalbox.server.admin.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RestorationTest {
  private static final String BEFORE =
      """
      # kept
      providers:
        models:
        - name: a
          backend_refs:
          - {name: one, endpoint: "1.1.1.1:80", api_key: first-secret}
          - {name: two, endpoint: "2.2.2.2:80", api_key: "${SECOND:-x}"}
          - {endpoint: "3.3.3.3:80", api_key: third-secret}
          - {endpoint: "4.4.4.4:80", api_key: fourth-secret}
        - name: b
          backend_refs:
          - name: three
            base_url: https://user:pw@host/v1
            extra_headers: {x-tenant: t1, authorization: Basic abc}
      routing:
        decisions:
        - name: d
          plugins:
          - type: header_mutation
            configuration:
              add:
              - {name: Authorization, value: Bearer zzz}
              - {name: x-colour, value: red}
      global: {services: {management_api: {auth: {tokens: [{env: ADMIN, role: admin}]}}}}
      """;

  private static final String[] SECRETS = {
    "first-secret", "SECOND", "third-secret", "fourth-secret", "pw@", "t1", "Basic", "zzz"
  };

  @Test
  void viewHidesSecretsAndNothingElse() {
    var shown = YamlWriter.write(Redaction.of(Revision.tree(BEFORE, true)));
    assertThat(shown)
        .doesNotContain(SECRETS)
        .contains("env: ADMIN", "role: admin", "value: red", "//[REDACTED]@host/v1", "x-tenant");
  }

  @ParameterizedTest
  @CsvSource({
    "api_key,true",
    "apiKey,true",
    "API-KEY,true",
    "provider_api_key,true",
    "api_key_env,false",
    "api_key_env_set,false",
    "password,true",
    "redis_password,true",
    "secret,true",
    "token,true",
    "access_token,true",
    "max_tokens,false",
    "min_tokens,false",
    "tokens_per_unit,false",
    "private_key,true",
    "authorization,true",
    "auth_header,false",
    "keywords,false",
    "name,false"
  })
  void keysOfSecretsAreKnown(String key, boolean secret) {
    var tree = Revision.tree(key + ": value", true);
    assertThat(Redaction.isSecret(tree, tree.entries().getFirst())).as(key).isEqualTo(secret);
  }

  @Test
  void whatComesBackAsItWasShownIsWhatItWas() {
    var before = Revision.tree(BEFORE, true);
    var shown = YamlWriter.write(Redaction.of(before));
    var restored = Restoration.of(Revision.tree(shown, true), before);
    assertThat(NodeJson.of(restored.root())).isEqualTo(NodeJson.of(before));
    var text = DocumentText.restored(shown, restored);
    assertThat(NodeJson.of(Revision.tree(text, true))).isEqualTo(NodeJson.of(before));
  }

  @Test
  void secretGoesWithItsNameAndTheTextKeepsItsForm() {
    var sent =
        """
        # mine: é 😀
        providers:
          models:
          - name: a # first
            backend_refs:
            - {name: two, endpoint: "9.9.9.9:80", api_key: '[REDACTED]'} # moved
            - {name: one, endpoint: "1.1.1.1:80", api_key: "[REDACTED]"}
            - {name: four, endpoint: "5.5.5.5:80", api_key: new}
        """;
    var restored = Restoration.of(Revision.tree(sent, true), Revision.tree(BEFORE, true));
    assertThat(DocumentText.restored(sent, restored))
        .isEqualTo(
            sent.replace("'[REDACTED]'} # moved", "\"${SECOND:-x}\"} # moved")
                .replace("\"[REDACTED]\"", "\"first-secret\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "providers: {models: [{name: new, backend_refs: [{name: x, api_key: '[REDACTED]'}]}]}",
        "providers: {models: [{name: a, backend_refs: [{name: new, api_key: '[REDACTED]'}]}]}",
        "providers: {models: [{name: a, backend_refs: [{endpoint: '9.9.9.9:1', api_key: '[REDACTED]'}]}]}",
        "providers: {models: [{name: a, backend_refs: [{name: one, password: '[REDACTED]'}]}]}",
        "providers: {models: [{name: a, backend_refs: [{name: one, api_key: [REDACTED]}]}]}",
        "providers: {models: [{name: b, backend_refs: [{name: three, base_url: 'https://[REDACTED]@evil'}]}]}",
        "providers: {models: [{name: b, backend_refs: [{name: three, extra_headers: {x-new: '[REDACTED]'}}]}]}",
        "secret: '[REDACTED]'",
      })
  void wordThatStandsForNoSecretIsRefused(String sent) {
    var before = Revision.tree(BEFORE, true);
    assertThatThrownBy(() -> Restoration.of(Revision.tree(sent, true), before))
        .isInstanceOfSatisfying(
            Refusal.class, refused -> assertThat(refused.status()).isEqualTo(400))
        .hasMessageContaining("[REDACTED] stands for no secret")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRETS));
  }

  @Test
  void textThatIsNoSecretMaySayTheWord() {
    var sent = "system_prompt: 'Say [REDACTED] for names'\nnote: '[REDACTED]'\nlist: [REDACTED]";
    var tree = Revision.tree(sent, true);
    assertThat(Restoration.of(tree, Revision.tree(BEFORE, true)).root()).isEqualTo(tree);
  }

  @Test
  void itemsWithoutANameKeepTheirSecretsOnlyWhereTheyAreTheSame() {
    var sent =
        """
        providers:
          models:
          - name: a
            backend_refs:
            - {endpoint: "4.4.4.4:80", api_key: "[REDACTED]"}
            - {endpoint: "3.3.3.3:80", api_key: "[REDACTED]"}
        """;
    var restored = Restoration.of(Revision.tree(sent, true), Revision.tree(BEFORE, true));
    assertThat(YamlWriter.write(restored.root()).indexOf("fourth-secret"))
        .isPositive()
        .isLessThan(YamlWriter.write(restored.root()).indexOf("third-secret"));
  }

  @Test
  void aliasOfTheWordStandsForTheSecretOfEachPlace() {
    var sent =
        """
        providers:
          models:
          - name: a
            backend_refs:
            - {name: one, endpoint: "1.1.1.1:80", api_key: &k "[REDACTED]"}
            - {name: two, endpoint: "2.2.2.2:80", api_key: *k}
        """;
    var restored = Restoration.of(Revision.tree(sent, true), Revision.tree(BEFORE, true));
    assertThat(DocumentText.restored(sent, restored)).contains("first-secret", "${SECOND:-x}");
  }
}
