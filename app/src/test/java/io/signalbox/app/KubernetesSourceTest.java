package io.signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.load.Loaded;
import io.signalbox.config.load.Overlay;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class KubernetesSourceTest {
  private static Function<Overlay, Loaded> file(String yaml) {
    return overlay -> ConfigLoader.load("router.yaml", yaml, Map.of(), false, overlay);
  }

  private static KubernetesSource source() {
    return new KubernetesSource(() -> {
      throw new IllegalStateException("the cluster is asked");
    });
  }

  @Test
  void aFileThatDoesNotAskForAClusterNeedsNone() throws Exception {
    var file = file("version: v0.3\nrouting: {}\n");
    try (var source = source()) {
      assertThat(source.load(file, Loaded::problems).document()).isNotNull();
      assertThat(source.trial(file, Loaded::problems).document()).isNotNull();
      source.follow(() -> {});
      assertThat(source.state()).isEmpty();
    }
  }

  @Test
  void aFileThatChangesItsMindLaterNeedsARestart() throws Exception {
    try (var source = source()) {
      assertThat(source.load(file("routing: {}"), Loaded::problems).document()).isNotNull();
      var cluster = file("{routing: {}, global: {router: {config_source: kubernetes}}}");
      assertThat(source.load(cluster, Loaded::problems).document()).isNotNull();
      assertThat(source.state()).isEmpty();
    }
  }

  @Test
  void aFileThatAsksForAClusterHasItAsked() {
    var cluster = file("{routing: {}, global: {router: {config_source: KUBERNETES}}}");
    assertThatThrownBy(() -> source().load(cluster, Loaded::problems))
        .hasMessage("the cluster is asked");
  }
}
