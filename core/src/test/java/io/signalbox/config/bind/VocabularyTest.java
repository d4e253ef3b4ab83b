package io.signalbox.config.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.config.bind.Vocabulary.Kind;
import io.signalbox.config.bind.Vocabulary.Standing;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {
  private final Vocabulary vocabulary = Vocabulary.standard();

  @Test
  void everySignalListHasALeafThatIsKnown() {
    assertThat(vocabulary.names(Kind.SIGNAL))
        .hasSize(20)
        .allSatisfy(list ->
            assertThat(vocabulary.knows(Kind.LEAF, vocabulary.leafOf(list).orElseThrow()))
                .isTrue());
    assertThat(vocabulary.leafOf("role_bindings")).contains("authz");
    assertThat(vocabulary.leafOf("nothing")).isEmpty();
  }

  @Test
  void everyPluginOfTheContractIsKnown() {
    assertThat(vocabulary.names(Kind.PLUGIN)).hasSize(14).contains("response_cache");
  }

  @Test
  void aliasesStandForTheirPlugin() {
    assertThat(vocabulary.canonical(Kind.PLUGIN, "semantic-cache")).isEqualTo("response_cache");
    assertThat(vocabulary.canonical(Kind.PLUGIN, "tools")).isEqualTo("tools");
    assertThat(vocabulary.knows(Kind.PLUGIN, "semantic-cache")).isTrue();
    assertThat(vocabulary.names(Kind.PLUGIN)).doesNotContain("semantic-cache");
  }

  @Test
  void unknownNamesAreNotKnown() {
    assertThat(vocabulary.knows(Kind.PLUGIN, "systm_prompt")).isFalse();
    assertThat(vocabulary.knows(Kind.SIGNAL, "keyword")).isFalse();
    assertThat(vocabulary.hint(Kind.PLUGIN, "systm_prompt")).isEmpty();
  }

  @Test
  void removedAlgorithmsAreKnownButNotNamed() {
    assertThat(vocabulary.knows(Kind.ALGORITHM, "elo")).isTrue();
    assertThat(vocabulary.names(Kind.ALGORITHM)).hasSize(18).doesNotContain("elo");
    assertThat(vocabulary.note(Kind.ALGORITHM, "elo").orElseThrow().standing())
        .isEqualTo(Standing.REMOVED);
    assertThat(vocabulary.hint(Kind.ALGORITHM, "elo")).isPresent();
    assertThat(vocabulary.hint(Kind.ALGORITHM, "static")).isEmpty();
  }

  @Test
  void aKeyIsFoundWhateverItsItem() {
    assertThat(vocabulary.key("routing.decisions[12].emits").orElseThrow().standing())
        .isEqualTo(Standing.UNSUPPORTED);
    assertThat(vocabulary.key("routing.decisions[12].name")).isEmpty();
  }

  @Test
  void keysAreFoundAtAnyDepthOfARuleTree() {
    var words = Vocabulary.of(List.of("unsupported routing.decisions[].rules.**.label"));
    assertThat(words.key("routing.decisions[0].rules.label")).isPresent();
    assertThat(words.key("routing.decisions[0].rules.conditions[1].conditions[0].label"))
        .isPresent();
    assertThat(words.key("routing.decisions[0].rules_label")).isEmpty();
  }

  @Test
  void aValueIsFoundWithItsKeyOnly() {
    var provider = "providers.models[3].backend_refs[1].provider";
    assertThat(vocabulary.value(provider, " bedrock ")).isPresent();
    assertThat(vocabulary.value(provider, "openai")).isEmpty();
    assertThat(vocabulary.value("providers.models[3].name", "bedrock")).isEmpty();
    assertThat(vocabulary.key(provider)).isEmpty();
  }

  @Test
  void aLineMustBeginWithAKnownWord() {
    assertThatThrownBy(() -> Vocabulary.of(List.of("unsuported a.b")))
        .hasMessageContaining("unsuported");
  }
}
