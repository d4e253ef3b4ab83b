package io.signalbox.server.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TargetTest {
  @Test
  void queriesOfBothSidesAreKept() {
    assertThat(Target.of("/p", null)).isEqualTo("/p");
    assertThat(Target.of("/p", "")).isEqualTo("/p");
    assertThat(Target.of("/p", "a=b")).isEqualTo("/p?a=b");
    assertThat(Target.of("/p?v=1", null)).isEqualTo("/p?v=1");
    assertThat(Target.of("/p?v=1", "a=b&c")).isEqualTo("/p?v=1&a=b&c");
  }

  @Test
  void whatThePathSetsTheClientCannot() {
    assertThat(Target.of("/p?v=1", "v=2&a&v")).isEqualTo("/p?v=1&a");
    assertThat(Target.of("/p?v=1", "&&")).isEqualTo("/p?v=1");
  }
}
