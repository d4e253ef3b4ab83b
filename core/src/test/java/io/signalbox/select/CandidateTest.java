package io.signalbox.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Reasoning;
import io.signalbox.chat.Reasoning.Dialect;
import io.signalbox.chat.Requests;
import io.signalbox.fleet.Access;
import io.signalbox.fleet.Backend;
import io.signalbox.fleet.KeyForm;
import io.signalbox.fleet.Model;
import io.signalbox.fleet.ReasoningFamily;
import io.signalbox.select.Candidate.Thinking;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The dialects of reasoning: section 7 of the contract with rules 18, 19 and 25 of section 9.3. */
final class CandidateTest {
  private static final Backend VLLM = backend("vllm");
  private static final Backend OPENAI = backend("openai");
  private static final Thinking ON = new Thinking(true, "high");
  private static final Thinking OFF = new Thinking(false, "high");

  private static Backend backend(String type) {
    return new Backend("b", type, new Backend.Address("host", 80, false, null), 1);
  }

  private static @Nullable Reasoning asked(
      ReasoningFamily.@Nullable Type type, @Nullable Thinking thinking, @Nullable Backend backend) {
    var family = type == null ? null : new ReasoningFamily("f", type, "think");
    var model = new Model("m", null, family, null, Map.of(), List.of());
    return new Candidate(model, thinking).address(Requests.saying("hello"), backend).reasoning();
  }

  @Test
  void aModelWithoutFamilyIsLeftAlone() {
    for (var thinking : List.of(ON, OFF)) {
      for (var backend : List.of(VLLM, OPENAI)) {
        assertThat(asked(null, thinking, backend)).isNull();
      }
    }
  }

  @Test
  void aCandidateWithoutWishIsLeftAlone() {
    for (var type : ReasoningFamily.Type.values()) {
      assertThat(asked(type, null, VLLM)).isNull();
    }
  }

  @Test
  void aTemplateSwitchSaysOnAndOff() {
    assertThat(asked(ReasoningFamily.Type.CHAT_TEMPLATE_KWARGS, ON, VLLM))
        .isEqualTo(new Reasoning(Dialect.TEMPLATE_SWITCH, "think", true, null));
    assertThat(asked(ReasoningFamily.Type.CHAT_TEMPLATE_KWARGS, OFF, VLLM))
        .isEqualTo(new Reasoning(Dialect.TEMPLATE_SWITCH, "think", false, null));
  }

  @Test
  void anEffortIsNeverMadeUpForOff() {
    for (var backend : List.of(VLLM, OPENAI)) {
      assertThat(asked(ReasoningFamily.Type.REASONING_EFFORT, OFF, backend)).isNull();
      assertThat(asked(ReasoningFamily.Type.TOP_LEVEL_REASONING_EFFORT, OFF, backend)).isNull();
    }
  }

  @Test
  void anEffortStandsWhereTheBackendReadsIt() {
    assertThat(asked(ReasoningFamily.Type.REASONING_EFFORT, ON, VLLM))
        .isEqualTo(new Reasoning(Dialect.TEMPLATE_EFFORT, "think", true, "high"));
    for (var type : List.of("openai", "openrouter", "OpenAI")) {
      assertThat(asked(ReasoningFamily.Type.REASONING_EFFORT, ON, backend(type)))
          .isEqualTo(new Reasoning(Dialect.TOP_LEVEL_EFFORT, "think", true, "high"));
    }
    for (var backend : List.of(VLLM, OPENAI)) {
      assertThat(asked(ReasoningFamily.Type.TOP_LEVEL_REASONING_EFFORT, ON, backend))
          .isEqualTo(new Reasoning(Dialect.TOP_LEVEL_EFFORT, "think", true, "high"));
    }
  }

  @Test
  void aBodyForOpenAiGetsNoFieldOpenAiDoesNotKnow() {
    assertThat(asked(ReasoningFamily.Type.CHAT_TEMPLATE_KWARGS, ON, OPENAI)).isNull();
    assertThat(asked(ReasoningFamily.Type.CHAT_TEMPLATE_KWARGS, OFF, OPENAI)).isNull();
  }

  @Test
  void deepSeekIsToldOnAndOffInItsOwnWords() {
    var address = new Backend.Address("api.deepseek.com", 443, true, "/v1");
    for (var backend : List.of(new Backend("b", "openai", address, 1), backend("deepseek"))) {
      for (var type : ReasoningFamily.Type.values()) {
        assertThat(asked(type, ON, backend))
            .isEqualTo(new Reasoning(Dialect.THINKING_SWITCH, "reasoning_effort", true, "high"));
        assertThat(asked(type, OFF, backend))
            .isEqualTo(new Reasoning(Dialect.THINKING_SWITCH, "reasoning_effort", false, null));
      }
    }
  }

  @Test
  void aHostTellsMoreThanAType() {
    for (var host : List.of("api.openai.com", "EU.api.openai.com", "x.openai.azure.com")) {
      var backend = new Backend("b", "vllm", new Backend.Address(host, 443, true, null), 1);
      assertThat(asked(ReasoningFamily.Type.CHAT_TEMPLATE_KWARGS, ON, backend)).isNull();
    }
    var lookalike =
        new Backend(
            "b", "vllm", new Backend.Address("notapi.openai.com.local", 80, false, null), 1);
    assertThat(asked(ReasoningFamily.Type.CHAT_TEMPLATE_KWARGS, ON, lookalike)).isNotNull();
  }

  @Test
  void aBackendThatOnlyTheProxyKnowsLeavesTheBodyAlone() {
    for (var thinking : List.of(ON, OFF)) {
      assertThat(asked(ReasoningFamily.Type.CHAT_TEMPLATE_KWARGS, thinking, null)).isNull();
      assertThat(asked(ReasoningFamily.Type.REASONING_EFFORT, thinking, null)).isNull();
    }
    assertThat(asked(ReasoningFamily.Type.TOP_LEVEL_REASONING_EFFORT, OFF, null)).isNull();
  }

  @Test
  void theWishOfAnAdaptersReferenceIsKept() {
    var family = new ReasoningFamily("f", ReasoningFamily.Type.CHAT_TEMPLATE_KWARGS, "think");
    var adapter = new Model("adapter", "m", family, null, Map.of(), List.of(VLLM));
    var addressed = new Candidate(adapter, ON).address(Requests.saying("hello"), VLLM);
    assertThat(addressed.model()).isEqualTo("adapter");
    assertThat(addressed.reasoning()).isNotNull();
  }

  @Test
  void theProvidersIdIsSentEvenWithoutBackend() {
    var model = new Model("m", null, null, "org/m", Map.of(), List.of());
    var addressed = new Candidate(model, ON).address(Requests.saying("hello"), null);
    assertThat(addressed.model()).isEqualTo("org/m");
  }

  @Test
  void aBackendGetsItsKeyAndItsPathButShowsNoKey() {
    var access =
        new Access(
            KeyForm.BEARER, KeyForm.BEARER.edits("s3cr3t"), HeaderEdits.NONE, true, null, "v=1");
    var address = new Backend.Address("host", 443, true, "/base");
    var backend = new Backend("b", "openai", address, 1, access);
    var model = new Model("m", null, null, null, Map.of(), List.of(backend));
    var addressed = new Candidate(model, null).address(Requests.saying("hello"), backend);

    var headers = Headers.NONE.with(addressed.headers());
    assertThat(headers.first("authorization")).isEqualTo("Bearer s3cr3t");
    assertThat(headers.first(":path")).startsWith("/base").endsWith("?v=1");
    assertThat(List.of(backend, model, addressed.headers(), headers).toString())
        .contains("authorization")
        .doesNotContain("s3cr3t");
  }

  @Test
  void aPlainBackendLeavesPathAndCredentialsAlone() {
    var model = new Model("m", null, null, null, Map.of(), List.of(VLLM));
    var addressed = new Candidate(model, null).address(Requests.saying("hello"), VLLM);
    assertThat(addressed.headers()).isEqualTo(HeaderEdits.NONE);
  }

  @Test
  void onlyAWishForReasoningReasons() {
    var model = new Model("m", null, null, null, Map.of(), List.of());
    assertThat(new Candidate(model, ON).reasons()).isTrue();
    assertThat(new Candidate(model, OFF).reasons()).isFalse();
    assertThat(new Candidate(model, null).reasons()).isFalse();
  }
}
