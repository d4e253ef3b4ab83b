package io.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Calls;
import io.signalbox.chat.Requests;
import io.signalbox.fleet.Fleet;
import io.signalbox.fleet.Model;
import io.signalbox.select.Candidate;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FleetBuilderTest {
  private static final String YAML =
      """
      providers:
        defaults:
          default_model: base
          default_reasoning_effort: low
          reasoning_families: {f: {type: reasoning_effort, parameter: reasoning_effort}}
        models:
          - name: base
            reasoning_family: f
            provider_model_id: org/base
            external_model_ids: {openai: gpt-base}
            backend_refs:
              - {endpoint: "one:8000"}
              - {name: two, base_url: "https://two.example/openai/v1", provider: openai, weight: 3}
      routing:
        modelCards:
          - {name: base, loras: [{name: adapter}, {name: unserved}]}
          - {name: bare}
          - {name: unserved}
        decisions:
          - name: d
            modelRefs:
              - {model: base, lora_name: adapter, use_reasoning: true, reasoning_effort: high}
              - {model: adapter, use_reasoning: true}
              - {model: bare}
      """;

  private static Recipes recipes() {
    return FakeParts.recipes(new FakeParts().catalog(), FakeParts.none(), RouterEvents.NONE, YAML);
  }

  private static Model model(Fleet fleet, String name) {
    return Objects.requireNonNull(fleet.find(name), name);
  }

  @Test
  void cardsAndAdaptersAreModels() {
    var fleet = recipes().fleet();
    assertThat(fleet.models()).containsOnlyKeys("base", "bare", "unserved", "adapter");
    assertThat(fleet.defaultModel()).isEqualTo(fleet.find("base"));
    assertThat(model(fleet, "adapter").parent()).isEqualTo("base");
    assertThat(model(fleet, "adapter").family()).isEqualTo(model(fleet, "base").family());
    assertThat(model(fleet, "adapter").backends()).isEqualTo(model(fleet, "base").backends());
    assertThat(model(fleet, "bare").backends()).isEmpty();
  }

  @Test
  void aNameThatIsCardAndAdapterIsTheOneThatIsServed() {
    assertThat(model(recipes().fleet(), "unserved").parent()).isEqualTo("base");
  }

  @Test
  void backendsHaveNamesTypesAndWeights() {
    var base = model(recipes().fleet(), "base");
    assertThat(base.backends()).extracting(b -> b.name()).containsExactly("backend-1", "two");
    assertThat(base.backends()).extracting(b -> b.type()).containsExactly("vllm", "openai");
    assertThat(base.primary()).isEqualTo(base.backends().getLast());
    assertThat(base.outgoingName(base.backends().getFirst())).isEqualTo("org/base");
    assertThat(base.outgoingName(base.backends().getLast())).isEqualTo("gpt-base");
    var address = base.backends().getLast().address();
    assertThat(address.authority()).isEqualTo("two.example");
    assertThat(address.basePath()).isEqualTo("/openai/v1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "backend_refs: [{endpoint: 'a:1'}] | openai",
        "backend_refs: [{endpoint: 'a:1', provider: anthropic}] | anthropic",
        "backend_refs: [{endpoint: 'a:1', type: Anthropic}, {endpoint: 'b:1', provider: anthropic}]"
            + " | anthropic",
        "{api_format: openai, backend_refs: [{endpoint: 'a:1', provider: anthropic}]} | openai",
        "{api_format: anthropic, backend_refs: [{endpoint: 'a:1'}]} | anthropic",
        "api_format: openai-chat | openai-chat",
      })
  void theFormatOfAModelIsSaidOrFollowsFromItsBackends(String provider, String format) {
    var yaml =
        """
        providers: {models: [{name: base, %s}]}
        routing: {modelCards: [{name: base, loras: [{name: adapter}]}]}
        """
            .formatted(
                provider.startsWith("{") ? provider.substring(1, provider.length() - 1) : provider);
    var fleet =
        FakeParts.recipes(new FakeParts().catalog(), FakeParts.none(), RouterEvents.NONE, yaml)
            .fleet();
    assertThat(model(fleet, "base").apiFormat()).isEqualTo(format);
    assertThat(model(fleet, "adapter").apiFormat()).isEqualTo(format);
  }

  @Test
  void aReferencesEffortGoesBeforeTheDefault() {
    var upstream = ScriptedUpstream.agreeable();
    recipes().main().serve(Calls.with(), Requests.saying("hello"), upstream);
    var routed = upstream.sent().getFirst().routed();
    assertThat(routed.model().name()).isEqualTo("adapter");
    assertThat(routed.selection().candidate().thinking())
        .isEqualTo(new Candidate.Thinking(true, "high"));
  }
}
