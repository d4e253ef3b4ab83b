package io.signalbox.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.Document;
import io.signalbox.config.tree.Problem;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class FixedAtStartTest {
  private static final String ROLES =
      """
      version: v0.3
      routing: {}
      global:
        services:
          management_api:
            auth:
              roles:
                %s
      """;

  @Test
  void whatIsFollowedWhileRunningNeedsNoStart() {
    var before = document("version: v0.3\nrouting: {}");
    var now =
        document(
            """
            version: v0.3
            routing:
              modelCards: [{name: small}]
            providers:
              defaults: {default_model: small}
            global:
              limits: {max_request_bytes: 5}
              stores: {response_cache: {enabled: false}}
            """);
    assertThat(FixedAtStart.differences(before, now)).isEmpty();
    assertThat(FixedAtStart.digest(now)).isEqualTo(FixedAtStart.digest(before)).hasSize(64);
  }

  @Test
  void eachSectionThatNeedsAStartIsToldAndChangesTheDigest() {
    var before = document("version: v0.3\nrouting: {}");
    var changes =
        Map.of(
            "listeners", "listeners: [{port: 80}]\nrouting: {}",
            "global.limits", "global: {limits: {max_open_calls: 5}}",
            "global.services.router_replay", "global: {services: {router_replay: {enabled: true}}}",
            "global.services.management_api", "global: {services: {management_api: {port: 81}}}",
            "global.services.observability",
                "global: {services: {observability: {metrics: {enabled: false}}}}");
    changes.forEach((path, change) -> {
      var now = document("version: v0.3\n" + change);
      assertThat(FixedAtStart.differences(before, now)).isEqualTo(List.of(path));
      assertThat(FixedAtStart.digest(now)).isNotEqualTo(FixedAtStart.digest(before));
    });
  }

  @Test
  void theOrderOfKeysIsNotPartOfTheDigest() {
    var one = document(ROLES.formatted("{a: [config.read], b: [health.read]}"));
    var other = document(ROLES.formatted("{b: [health.read], a: [config.read]}"));
    assertThat(FixedAtStart.digest(one)).isEqualTo(FixedAtStart.digest(other));
  }

  private static Document document(String yaml) {
    var loaded = ConfigLoader.load("test.yaml", yaml, Map.of(), false);
    assertThat(loaded.problems().stream().filter(Problem::isError)).isEmpty();
    return Objects.requireNonNull(loaded.document());
  }
}
