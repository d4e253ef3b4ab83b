package io.signalbox.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ModelTest {
  private static Backend backend(String name, String type, int weight) {
    return new Backend(name, type, new Backend.Address("host", 80, false, null), weight);
  }

  private static Model served(Backend... backends) {
    return new Model("m", null, null, null, Map.of(), List.of(backends));
  }

  @Test
  void theHeaviestBackendIsThePrimaryOne() {
    var light = backend("light", "vllm", 1);
    var heavy = backend("heavy", "vllm", 5);
    assertThat(served(light, heavy).primary()).isEqualTo(heavy);
    assertThat(served(heavy, backend("equal", "vllm", 5)).primary()).isEqualTo(heavy);
    assertThat(served().primary()).isNull();
  }

  @Test
  void anAdapterIsServedWhereItsModelIs() {
    assertThat(served().servedAs()).isEqualTo("m");
    assertThat(new Model("adapter", "m", null, null, Map.of(), List.of()).servedAs())
        .isEqualTo("m");
  }

  @Test
  void aModelGoesByItsNameUnlessItsProviderCallsItOtherwise() {
    assertThat(served().outgoingName(null)).isEqualTo("m");
    var named = new Model("m", null, null, "org/m", Map.of(), List.of());
    assertThat(named.outgoingName(null)).isEqualTo("org/m");
    assertThat(named.outgoingName(backend("b", "vllm", 1))).isEqualTo("org/m");
  }

  @Test
  void theNameForABackendsTypeWins() {
    var model = new Model("m", null, null, "org/m", Map.of("openai", "gpt-m"), List.of());
    assertThat(model.outgoingName(backend("b", "openai", 1))).isEqualTo("gpt-m");
    assertThat(model.outgoingName(backend("b", "vllm", 1))).isEqualTo("org/m");
    assertThat(model.outgoingName(null)).isEqualTo("org/m");
  }

  @Test
  void anAdapterGoesByItsOwnName() {
    var adapter = new Model("adapter", "m", null, "org/m", Map.of("vllm", "x"), List.of());
    assertThat(adapter.outgoingName(backend("b", "vllm", 1))).isEqualTo("adapter");
    assertThat(adapter.outgoingName(null)).isEqualTo("adapter");
  }

  @Test
  void theFleetKnowsItsNames() {
    var fleet = new Fleet(Map.of("m", served()), null, List.of("auto", "MoM"));
    assertThat(fleet.names()).containsExactly("auto", "MoM", "m");
    assertThat(fleet.auto(" auto ")).isTrue();
    assertThat(fleet.auto("Auto")).isFalse();
    assertThat(fleet.auto("m")).isFalse();
    assertThat(fleet.find("m")).isNotNull();
    assertThat(fleet.find("auto")).isNull();
  }

  @Test
  void anAddressIsWrittenAsAHostHeaderHasIt() {
    assertThat(new Backend.Address("h", 80, false, null).authority()).isEqualTo("h");
    assertThat(new Backend.Address("h", 443, true, null).authority()).isEqualTo("h");
    assertThat(new Backend.Address("h", 443, false, null).authority()).isEqualTo("h:443");
    assertThat(new Backend.Address("::1", 8000, false, null).authority()).isEqualTo("[::1]:8000");
  }
}
