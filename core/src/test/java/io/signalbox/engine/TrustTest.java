package io.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Header;
import io.signalbox.chat.Headers;
import io.signalbox.config.AuthzConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrustTest {
  private static final Headers RECEIVED =
      headers(
          "accept",
          "authorization",
          "x-authz-user-id",
          "x-authz-user-groups",
          "x-authz-team-id",
          "x-authz-tenant-id",
          "x-user-openai-key",
          "x-user-anthropic-key",
          "x-vsr-debug",
          "x-vsr-cache-control",
          "x-vsr-internal-auth",
          "x-vsr-looper-request",
          "x-vsr-selected-recipe",
          "x-selected-model",
          "x-request-id");

  @Test
  void withoutAWordOfTheConfigurationNobodySaysWhoAsks() {
    var trust = Trust.of(authz(null, List.of(), null), false);
    assertThat(names(trust.believed(RECEIVED)))
        .containsExactly(
            "accept",
            "authorization",
            "x-vsr-debug",
            "x-vsr-cache-control",
            "x-selected-model",
            "x-request-id");
    assertThat(names(RECEIVED.with(trust.withheld(RECEIVED))))
        .containsExactly("accept", "authorization", "x-request-id");
  }

  @Test
  void aProxyThatIsSaidToSetThemIsBelievedAndKeysStillGoNoFurther() {
    var identity = new AuthzConfig.Identity("x-authz-user-id", "x-authz-user-groups");
    var trust = Trust.of(authz(identity, List.of(), null), false);
    assertThat(trust.believed(RECEIVED).first("x-authz-user-id")).isNotNull();
    assertThat(trust.believed(RECEIVED).first("x-user-openai-key")).isNotNull();
    assertThat(trust.believed(RECEIVED).first("x-vsr-internal-auth")).isNull();
    assertThat(names(RECEIVED.with(trust.withheld(RECEIVED))))
        .containsExactly(
            "accept",
            "authorization",
            "x-authz-user-id",
            "x-authz-user-groups",
            "x-authz-team-id",
            "x-authz-tenant-id",
            "x-request-id");
  }

  @Test
  void aSourceOfInjectedKeysIsAWordOfTheConfiguration() {
    var injected =
        new AuthzConfig.Provider("header-injection", Map.of("openai", "X-Corp-OpenAI-Token"));
    var received = headers("x-corp-openai-token", "accept");
    var trust = Trust.of(authz(null, List.of(injected), null), false);
    assertThat(names(trust.believed(received))).contains("x-corp-openai-token");
    assertThat(names(received.with(trust.withheld(received)))).containsExactly("accept");
    var kept = new AuthzConfig.Provider("static-config", Map.of());
    assertThat(Trust.of(authz(null, List.of(kept), null), false).identity()).isFalse();
  }

  @Test
  void theSwitchSaysItOutright() {
    var identity = new AuthzConfig.Identity("x-corp-user", "x-corp-groups");
    var received = headers("x-corp-user", "x-corp-groups", "x-authz-team-id");
    var distrusted = Trust.of(authz(identity, List.of(), false), false);
    assertThat(names(distrusted.believed(received))).isEmpty();
    assertThat(names(received.with(distrusted.withheld(received)))).isEmpty();
    var trusted = Trust.of(authz(null, List.of(), true), false);
    assertThat(names(trusted.believed(RECEIVED))).contains("x-authz-tenant-id");
  }

  @Test
  void aRequestPassesUntouchedOnlyWhereThatIsAllowed() {
    var asking = new Headers(List.of(new Header("x-vsr-skip-processing", "TRUE")));
    var authz = authz(null, List.of(), null);
    assertThat(Trust.of(authz, true).skips(asking)).isTrue();
    assertThat(Trust.of(authz, true).skips(headers("x-vsr-skip-processing"))).isFalse();
    assertThat(Trust.of(authz, false).skips(asking)).isFalse();
  }

  private static AuthzConfig authz(
      AuthzConfig.@Nullable Identity identity,
      List<AuthzConfig.Provider> providers,
      @Nullable Boolean trusted) {
    return new AuthzConfig(false, identity, providers, trusted);
  }

  private static Headers headers(String... names) {
    return new Headers(Stream.of(names).map(name -> new Header(name, "some")).toList());
  }

  private static List<String> names(Headers headers) {
    return headers.fields().stream().map(Header::name).toList();
  }
}
