package io.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.Calls;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Requests;
import io.signalbox.chat.RouterException;
import io.signalbox.config.AuthzConfig;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.fleet.Claim;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys that a request is addressed with, which is the same in both doors. */
final class CredentialsTest {
  private static final String INJECTED = "{type: header-injection}";
  private static final String STATIC = "{type: static-config}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "provider: openai | x-user-openai-key | authorization | Bearer k",
        "provider: OpenAI | x-user-openai-key | authorization | Bearer k",
        "provider: anthropic | x-user-anthropic-key | x-api-key | k",
        "provider: azure-openai | x-user-azure-openai-key | api-key | k",
        "provider: minimax | x-user-minimax-key | authorization | Bearer k",
        "weight: 1 | x-user-openai-key | authorization | Bearer k",
        "provider: openai, auth_header: X-Own, auth_prefix: Token | x-user-openai-key | x-own | Token k",
      })
  void anInjectedKeyIsShownAsTheProviderWantsIt(
      String ref, String sent, String header, String value) {
    var headers = addressed(ref, false, INJECTED, sent, "k", "authorization", "Bearer client");
    assertThat(headers.first(header)).isEqualTo(value);
    if (!header.equals("authorization")) {
      assertThat(headers.first("authorization")).isNull();
    }
  }

  @Test
  void theFirstSourceWins() {
    var ref = "provider: openai, api_key: own";
    assertThat(key(ref, INJECTED, "x-user-openai-key", "k")).isEqualTo("Bearer k");
    assertThat(key(ref, INJECTED + "," + STATIC, "x-user-openai-key", "k")).isEqualTo("Bearer k");
    assertThat(key(ref, STATIC + "," + INJECTED, "x-user-openai-key", "k")).isEqualTo("Bearer own");
    assertThat(key(ref, INJECTED)).isEqualTo("Bearer own");
    assertThat(key(ref, INJECTED, "x-user-openai-key", " ")).isEqualTo("Bearer own");
  }

  @Test
  void headersOfTheConfigurationReplaceTheUsualOnes() {
    var corp = "{type: header-injection, headers: {OpenAI: X-Corp-Key}}";
    assertThat(key("provider: openai", corp, "x-corp-key", "k")).isEqualTo("Bearer k");
    assertThatThrownBy(() -> key("provider: openai", corp, "x-user-openai-key", "k"))
        .isInstanceOf(RouterException.class);
    var second = "{type: header-injection, headers: {openai: x-second}}";
    assertThat(key("provider: openai", corp + "," + second, "x-second", "k")).isEqualTo("Bearer k");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"provider: openai", "provider: anthropic", "provider: other", "weight: 1"})
  void withoutAKeyACallIsRefusedOrGoesOnWithItsOwn(String ref) {
    assertThatThrownBy(() -> addressed(ref, false, INJECTED, "x-user-groq-key", "k"))
        .isInstanceOfSatisfying(
            RouterException.class,
            refused -> {
              assertThat(refused.fault()).isEqualTo(Fault.UNAUTHENTICATED);
              assertThat(refused.message()).contains("model \"m\"").doesNotContain("k\"");
            });
    assertThatThrownBy(() -> addressed(ref, false, STATIC)).isInstanceOf(RouterException.class);
    var own = addressed(ref, true, INJECTED, "authorization", "Bearer client");
    assertThat(own.first("authorization")).isEqualTo("Bearer client");
  }

  @Test
  void whereNoSourceIsConfiguredNobodyIsRefused() {
    assertThat(key("provider: openai", null, "authorization", "Bearer client"))
        .isEqualTo("Bearer client");
    assertThat(key("provider: openai, api_key: own", null, "authorization", "Bearer client"))
        .isEqualTo("Bearer own");
  }

  @Test
  void aModelThatOnlyTheProxyServesWantsAKeyToo() {
    assertThatThrownBy(() -> serve("", false, INJECTED)).isInstanceOf(RouterException.class);
    var sent = serve("", false, INJECTED, "x-user-openai-key", "k");
    assertThat(sent.first("authorization")).isEqualTo("Bearer k");
  }

  @Test
  void noKeyIsShown() {
    var call = Calls.with("x-user-openai-key", "s3cr3t");
    assertThat(new Claim(CredentialBuilder.build(authz(INJECTED)), call.headers()).toString())
        .doesNotContain("s3cr3t");
  }

  private static AuthzConfig authz(String sources) {
    var document =
        ConfigLoader.load(
                "c", "global: {services: {authz: {providers: [" + sources + "]}}}", Map.of(), false)
            .document();
    return Objects.requireNonNull(document).global().services().authz();
  }

  private static @Nullable String key(String ref, @Nullable String sources, String... headers) {
    return addressed(ref, false, sources, headers).first("authorization");
  }

  private static Headers addressed(
      String ref, boolean failOpen, @Nullable String sources, String... headers) {
    return serve("backend_refs: [{endpoint: 'a:1', " + ref + "}]", failOpen, sources, headers);
  }

  /** The headers of a request at its backend. */
  private static Headers serve(
      String provider, boolean failOpen, @Nullable String sources, String... headers) {
    var yaml =
        """
        providers:
          models: [{name: m, api_format: openai, %s}]
        routing: {modelCards: [{name: m}]}
        global:
          services:
            authz: {fail_open: %s, providers: [%s]}
        """
            .formatted(provider, failOpen, sources == null ? "" : sources);
    var recipes =
        FakeParts.recipes(new FakeParts().catalog(), FakeParts.none(), RouterEvents.NONE, yaml);
    var upstream = ScriptedUpstream.agreeable();
    var call = Calls.with(headers);
    new Router(recipes, RouterEvents.NONE)
        .serve(call, Requests.saying("hello").withModel("m"), upstream);
    var sent = upstream.sent().getFirst();
    var candidate = sent.routed().selection().candidate();
    var addressed = candidate.address(sent.request(), candidate.model().primary());
    return call.headers().with(addressed.headers());
  }
}
