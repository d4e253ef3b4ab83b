package io.signalbox.parts.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.Replies;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.engine.ScriptedUpstream;
import io.signalbox.parts.StandardParts;
import io.signalbox.parts.protocol.anthropic.AnthropicMessagesProtocol;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.parts.protocol.responses.ResponsesProtocol;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How backends are told to think, from the document to the body: section 7 of the contract. */
final class ReasoningTest {
  private static final Map<String, String> BACKENDS =
      Map.ofEntries(
          Map.entry("vllm", "{endpoint: \"v:8000\"}"),
          Map.entry("generic", "{base_url: \"http://g/v1\", provider: minimax}"),
          Map.entry("openai", "{base_url: \"https://api.openai.com/v1\", provider: openai}"),
          Map.entry("openai-eu", "{base_url: \"https://eu.api.openai.com/v1\", provider: openai}"),
          Map.entry("openai-bare", "{endpoint: \"https://API.openai.com\"}"),
          Map.entry("openai-said", "{base_url: \"http://proxy:1/v1\", provider: openai}"),
          Map.entry("azure", "{base_url: \"https://x.openai.azure.com\", provider: azure-openai}"),
          Map.entry("openrouter", "{base_url: \"https://openrouter.ai/api/v1\", provider: openai}"),
          Map.entry("deepseek", "{base_url: \"https://api.deepseek.com/v1\", provider: openai}"),
          Map.entry("none", ""));

  private static String yaml(
      String type, String parameter, String defaults, String family, String backend, String ref) {
    return yaml(type, parameter, defaults, family, backend, "openai", ref);
  }

  private static String yaml(
      String type,
      String parameter,
      String defaults,
      String family,
      String backend,
      String format,
      String ref) {
    return """
    version: v0.3
    providers:
      defaults:
        reasoning_families: {family: {type: %s, parameter: %s}}
    %s
      models:
      - {name: base, %sbackend_refs: [%s], api_format: %s}
    routing:
      modelCards: [{name: base, loras: [{name: lora}]}]
      decisions:
      - {name: d, modelRefs: [{model: base, %s}]}
    """
        .formatted(
            type,
            parameter,
            defaults,
            family,
            Objects.requireNonNull(BACKENDS.get(backend)),
            format,
            ref);
  }

  private static ChatRequest sent(String yaml, Protocol protocol, String body) {
    var loaded = ConfigLoader.load("c.yaml", yaml, Map.of(), false);
    var compiled =
        new RecipeCompiler(
                StandardParts.catalog(),
                () -> {
                  throw new IllegalStateException("no models here");
                },
                RouterEvents.NONE,
                false)
            .compile(loaded);
    assertThat(compiled.problems()).isEmpty();
    var router = new Router(Objects.requireNonNull(compiled.recipes()), RouterEvents.NONE);
    var upstream = new ScriptedUpstream(() -> Replies.plain(400, "{}"));
    router.serve(Calls.with(), protocol.decode(body.getBytes(UTF_8)), upstream);
    var one = upstream.sent().getFirst();
    var candidate = one.routed().selection().candidate();
    return candidate.address(one.request(), candidate.model().primary());
  }

  private static ObjectNode json(byte[] body) {
    return (ObjectNode) JsonMapper.shared().readTree(body);
  }

  /** What of a chat body lies beside model and messages. */
  private static ObjectNode rest(String yaml, String more) {
    var front = more.isEmpty() ? "" : more + ", ";
    var body =
        "{" + front + "\"model\":\"auto\", \"messages\":[{\"role\":\"user\",\"content\":\"h\"}]}";
    var written = json(sent(yaml, new OpenAiChatProtocol(), body).encode());
    assertThat(written.remove("model").asString()).isEqualTo("base");
    assertThat(written.remove("messages")).hasSize(1);
    return written;
  }

  private static final String OWN = "\"reasoning_effort\":\"low\"";
  private static final String TEMPLATE =
      "\"chat_template_kwargs\":{\"reasoning_effort\":\"low\",\"keep\":1}";
  private static final String ALONE = "\"chat_template_kwargs\":{\"reasoning_effort\":\"low\"}";

  /**
   * Every family, dialect, on and off, with a client that says nothing, an effort, and both that
   * and an effort for the template. An empty expectation is a body that nobody touched.
   */
  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        // type, backend, on: nothing said | own effort said | both said
        "chat_template_kwargs|vllm,generic|true"
            + "|{'chat_template_kwargs':{'P':true}}"
            + "|{'reasoning_effort':'low','chat_template_kwargs':{'P':true}}"
            + "|{'reasoning_effort':'low','chat_template_kwargs':{'P':true,'reasoning_effort':'low','keep':1}}",
        "chat_template_kwargs|vllm,generic|false"
            + "|{'chat_template_kwargs':{'P':false}}"
            + "|{'reasoning_effort':'low','chat_template_kwargs':{'P':false}}"
            + "|{'reasoning_effort':'low','chat_template_kwargs':{'P':false,'reasoning_effort':'low','keep':1}}",
        "chat_template_kwargs|openai,openai-eu,openai-bare,openai-said,azure,openrouter,none|true|||",
        "chat_template_kwargs|openai,openai-eu,openai-bare,openai-said,azure,openrouter,none|false|||",
        "reasoning_effort|vllm,generic|true"
            + "|{'chat_template_kwargs':{'reasoning_effort':'high'}}"
            + "|{'chat_template_kwargs':{'reasoning_effort':'high'}}"
            + "|{'chat_template_kwargs':{'reasoning_effort':'high','keep':1}}",
        "reasoning_effort|vllm,generic,none|false|||",
        "reasoning_effort|none|true|||",
        "reasoning_effort|openai,openai-eu,openai-bare,openai-said,azure,openrouter|true"
            + "|{'reasoning_effort':'high'}"
            + "|{'reasoning_effort':'high'}"
            + "|{'reasoning_effort':'high','chat_template_kwargs':{'keep':1}}",
        "reasoning_effort|openai,openai-eu,openai-bare,openai-said,azure,openrouter|false|||",
        "top_level_reasoning_effort|vllm,generic,openai,openai-said,azure,openrouter,none|true"
            + "|{'reasoning_effort':'high'}"
            + "|{'reasoning_effort':'high'}"
            + "|{'reasoning_effort':'high','chat_template_kwargs':{'keep':1}}",
        "top_level_reasoning_effort|vllm,generic,openai,openai-said,azure,openrouter,none|false|||",
        "chat_template_kwargs,reasoning_effort,top_level_reasoning_effort|deepseek|true"
            + "|{'thinking':{'type':'enabled'},'reasoning_effort':'high'}"
            + "|{'thinking':{'type':'enabled'},'reasoning_effort':'high'}"
            + "|{'thinking':{'type':'enabled'},'reasoning_effort':'high'}",
        "chat_template_kwargs,reasoning_effort,top_level_reasoning_effort|deepseek|false"
            + "|{'thinking':{'type':'disabled'}}"
            + "|{'thinking':{'type':'disabled'}}"
            + "|{'thinking':{'type':'disabled'}}",
      })
  void theBodySaysWhatTheBackendUnderstands(
      String types,
      String backends,
      boolean on,
      @Nullable String nothing,
      @Nullable String own,
      @Nullable String both) {
    for (var type : types.split(",", -1)) {
      var parameter = type.equals("chat_template_kwargs") ? "enable_thinking" : "reasoning_effort";
      for (var backend : backends.split(",", -1)) {
        var ref = "use_reasoning: %s, reasoning_effort: high".formatted(on);
        var yaml = yaml(type, parameter, "", "reasoning_family: family, ", backend, ref);
        check(yaml, "", nothing, parameter, type + " " + backend);
        check(yaml, OWN, own, parameter, type + " " + backend);
        check(yaml, OWN + "," + TEMPLATE, both, parameter, type + " " + backend);
      }
    }
  }

  private static void check(
      String yaml, String more, @Nullable String expected, String parameter, String what) {
    var wanted =
        expected == null
            ? "{" + more + "}"
            : expected.replace('\'', '"').replace("\"P\"", '"' + parameter + '"');
    assertThat(rest(yaml, more)).as(what + " " + more).isEqualTo(json(wanted.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vllm", "openai", "deepseek", "openrouter", "none"})
  void aModelWithoutFamilyIsLeftAlone(String backend) {
    for (var on : new boolean[] {true, false}) {
      var yaml = yaml("reasoning_effort", "x", "", "", backend, "use_reasoning: " + on);
      var said = OWN + "," + TEMPLATE;
      assertThat(rest(yaml, said)).isEqualTo(json(("{" + said + "}").getBytes(UTF_8)));
    }
  }

  @Test
  void anEmptyTemplateIsNotLeftBehind() {
    var yaml =
        yaml(
            "top_level_reasoning_effort",
            "reasoning_effort",
            "",
            "reasoning_family: family, ",
            "vllm",
            "use_reasoning: true");
    assertThat(rest(yaml, ALONE)).hasToString("{\"reasoning_effort\":\"medium\"}");
  }

  @Test
  void anotherParameterTakesThePlaceOfTheClientsEffort() {
    for (var backend : new String[] {"vllm", "openai"}) {
      var yaml =
          yaml(
              "reasoning_effort",
              "depth",
              "",
              "reasoning_family: family, ",
              backend,
              "use_reasoning: true");
      assertThat(rest(yaml, OWN).toString())
          .contains("\"depth\":\"medium\"")
          .doesNotContain("reasoning_effort");
    }
  }

  /** The reference's effort, else the default, else medium; for adapters as for models. */
  @ParameterizedTest
  @CsvSource({
    "'', '', medium",
    "xhigh, '', xhigh",
    "xhigh, minimal, minimal",
    "'', low, low",
  })
  void anEffortComesFromTheReferenceThenTheDefault(String byDefault, String ref, String expected) {
    for (var lora : new String[] {"", "lora_name: lora, "}) {
      var yaml =
          yaml(
              "top_level_reasoning_effort",
              "reasoning_effort",
              byDefault.isEmpty() ? "" : "    default_reasoning_effort: " + byDefault,
              "reasoning_family: family, ",
              "vllm",
              lora + "use_reasoning: true" + (ref.isEmpty() ? "" : ", reasoning_effort: " + ref));
      var body = "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"h\"}]}";
      var written = json(sent(yaml, new OpenAiChatProtocol(), body).encode());
      assertThat(written.get("reasoning_effort").asString()).isEqualTo(expected);
      assertThat(written.get("model").asString()).isEqualTo(lora.isEmpty() ? "base" : "lora");
    }
  }

  private static final String MESSAGES =
      "{\"model\":\"auto\",\"max_tokens\":90000,\"messages\":[{\"role\":\"user\",\"content\":\"h\"}]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "vllm|true|chat_template_kwargs|{\"reasoning_effort\":\"high\"}",
        "openai|true|reasoning_effort|\"high\"",
        "deepseek|true|thinking|{\"type\":\"enabled\"}",
        "deepseek|false|thinking|{\"type\":\"disabled\"}",
        "openai|false|reasoning_effort|",
        "vllm|false|chat_template_kwargs|",
      })
  void aTranslatedBodySaysItToo(String backend, boolean on, String member, @Nullable String value) {
    var ref = "use_reasoning: %s, reasoning_effort: high".formatted(on);
    var yaml =
        yaml(
            "reasoning_effort", "reasoning_effort", "", "reasoning_family: family, ", backend, ref);
    var written = json(sent(yaml, new AnthropicMessagesProtocol(), MESSAGES).encode());
    if (value == null) {
      assertThat(written.has(member)).isFalse();
    } else {
      assertThat(written.get(member)).hasToString(value);
    }
  }

  @Test
  void anAnthropicBackendGetsABudget() {
    var yaml =
        yaml(
            "reasoning_effort",
            "reasoning_effort",
            "",
            "reasoning_family: family, ",
            "generic",
            "anthropic",
            "use_reasoning: true, reasoning_effort: high");
    for (var protocol :
        new Protocol[] {new AnthropicMessagesProtocol(), new OpenAiChatProtocol()}) {
      var written = json(sent(yaml, protocol, MESSAGES).encode());
      assertThat(written.get("thinking"))
          .hasToString("{\"type\":\"enabled\",\"budget_tokens\":16384}");
      assertThat(written.has("reasoning_effort")).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "vllm|true|{\"effort\":\"high\"}",
        "openai|true|{\"effort\":\"high\"}",
        "vllm|false|{\"effort\":\"low\"}",
        "openai|false|{\"effort\":\"low\"}",
      })
  void aBodyOfResponsesSaysItInItsOwnWay(String backend, boolean on, String value) {
    var ref = "use_reasoning: %s, reasoning_effort: high".formatted(on);
    var yaml =
        yaml(
            "reasoning_effort", "reasoning_effort", "", "reasoning_family: family, ", backend, ref);
    var body = "{\"model\":\"auto\",\"input\":\"h\",\"reasoning\":{\"effort\":\"low\"}}";
    var written = json(sent(yaml, new ResponsesProtocol(), body).encode());
    assertThat(written.get("reasoning")).hasToString(value);
    assertThat(written.has("chat_template_kwargs")).isFalse();
    assertThat(written.has("reasoning_effort")).isFalse();
  }
}
