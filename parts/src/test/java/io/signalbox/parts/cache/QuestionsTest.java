package io.signalbox.parts.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Header;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Message;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import io.signalbox.parts.protocol.anthropic.AnthropicCountProtocol;
import io.signalbox.parts.protocol.anthropic.AnthropicMessagesProtocol;
import io.signalbox.parts.protocol.openai.CompletionsProtocol;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.parts.protocol.responses.ResponsesProtocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuestionsTest {
  private static final Protocol CHAT = new OpenAiChatProtocol();
  private static final Protocol ANTHROPIC = new AnthropicMessagesProtocol();
  private static final Protocol RESPONSES = new ResponsesProtocol();

  private static ChatRequest request(Protocol protocol, String body) {
    return protocol.decode(body.getBytes(StandardCharsets.UTF_8));
  }

  private static Question asked(Protocol protocol, String body) {
    return (Question) Questions.of(request(protocol, body));
  }

  private static String reason(Protocol protocol, String body) {
    return ((Unfit) Questions.of(request(protocol, body))).reason();
  }

  /** A chat request of one question, with other members. */
  private static String chat(String members) {
    return chat("{\"role\":\"user\",\"content\":\"q\"}", members);
  }

  private static String chat(String messages, String members) {
    return "{\"model\":\"auto\",\"messages\":[%s]%s}"
        .formatted(messages, members.isEmpty() ? "" : "," + members);
  }

  private static String chatFingerprint(String members) {
    return asked(CHAT, chat(members)).fingerprint();
  }

  @Test
  void theSameConversationHasOneFingerprintInThreeProtocols() {
    var chat =
        asked(
            CHAT,
            """
            {"model": "auto", "temperature": 0.5, "max_tokens": 9, "stop": "END", "messages": [
              {"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"},
              {"role": "assistant", "content": "Hello"}, {"content": "Why?", "role": "user"}]}\
            """);
    var anthropic =
        asked(
            ANTHROPIC,
            """
            {"system": [{"type": "text", "text": "Be brief."}], "stop_sequences": ["END"],
             "messages": [{"role": "user", "content": "Hi"},
              {"role": "assistant", "content": [{"text": "Hello", "type": "text"}]},
              {"role": "user", "content": [{"type": "text", "text": "Why?"}]}],
             "model": "claude", "max_tokens": 7, "stream": true, "temperature": 5e-1}\
            """);
    assertThat(chat.form()).isEqualTo(Question.PLAIN);
    assertThat(anthropic.form()).isEqualTo(Question.PLAIN);
    assertThat(anthropic.fingerprint()).isEqualTo(chat.fingerprint());
    assertThat(List.of(chat.text(), anthropic.text())).containsOnly("Why?");
    assertThat(List.of(chat.maxTokens(), anthropic.maxTokens())).containsExactly(9L, 7L);

    var without =
        chat("{\"role\":\"system\",\"content\":\"S\"},{\"role\":\"user\",\"content\":\"q\"}", "");
    assertThat(
            List.of(
                asked(RESPONSES, "{\"model\":\"m\",\"instructions\":\"S\",\"input\":\"q\"}"),
                asked(
                    RESPONSES,
                    """
                    {"input": [{"role": "system", "content": "S"}, {"type": "message",
                     "role": "user", "content": [{"type": "input_text", "text": "q"}]}],
                     "model": "m", "max_output_tokens": 3}\
                    """),
                asked(
                    ANTHROPIC,
                    without
                        .replace("[{\"role\":\"system\",\"content\":\"S\"},", "[")
                        .replace("{\"model\"", "{\"system\":\"S\",\"model\""))))
        .extracting(Question::fingerprint)
        .containsOnly(asked(CHAT, without).fingerprint());
  }

  @Test
  void theRequestIsAlsoThereInNoProtocolsTerms() {
    var conversation = Objects.requireNonNull(asked(CHAT, chat("\"stream\":true")).conversation());
    assertThat(conversation.wishes().stream()).isTrue();
    var kept = "{\"model\":\"m\",\"previous_response_id\":\"r\",\"input\":\"q\"}";
    assertThat(asked(RESPONSES, kept).conversation()).isNull();
    assertThat(asked(RESPONSES, kept).form()).isEqualTo("responses");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"temperature\":1.0", "\"temperature\":1e0", "\"temperature\":10E-1",
        "\"temperature\":1.000", "\"temp\\u0065rature\":1", "\"temperature\":1,\"n\":1",
        "\"temperature\":1,\"n\":1.0,\"stream\":null", "\"max_tokens\":5,\"temperature\":1"
      })
  void aNumberIsOneHoweverItIsWritten(String members) {
    assertThat(chatFingerprint(members)).isEqualTo(chatFingerprint("\"temperature\":1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"temperature\":\"1\"", "\"temperature\":true", "\"temperature\":null",
        "\"temperature\":[1]", "\"top_p\":1", "\"temperature\":1.0000000000000000000000001",
        "\"temperature\":1e400", "\"temperature\":1e99999999999", "\"temperature\":-1",
        "\"Temperature\":1", "\"temperature \":1", ""
      })
  void whatLooksLikeANumberIsNotTheNumber(String members) {
    assertThat(chatFingerprint(members)).isNotEqualTo(chatFingerprint("\"temperature\":1"));
  }

  @Test
  void hugeNumbersAreNotOneAnother() {
    var seeds = new ArrayList<String>();
    for (var seed :
        List.of(
            "9007199254740992", "9007199254740993", "1e300", "1e301", "1e2147483647", "0", "1")) {
      seeds.add(chatFingerprint("\"seed\":" + seed));
    }
    assertThat(seeds).doesNotHaveDuplicates();
    assertThat(chatFingerprint("\"seed\":-0.0")).isEqualTo(chatFingerprint("\"seed\":0"));
  }

  /**
   * Its own protocol's requests keep numbers as they are: models are shown schemas as they come.
   */
  @Test
  void aNumberInASchemaIsWhatIsWritten() {
    var tools = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"x\":%s}}]";
    assertThat(chatFingerprint(tools.formatted("1")))
        .isNotEqualTo(chatFingerprint(tools.formatted("1.0")))
        .isEqualTo(chatFingerprint(tools.formatted(" 1")));
  }

  @Test
  void nullIsNotAbsent() {
    for (var key :
        List.of("temperature", "stop", "seed", "tools", "user", "n", "max_tokens", "x")) {
      var member = "\"%s\":null".formatted(key);
      assertThat(chatFingerprint(member)).as(key).isNotEqualTo(chatFingerprint(""));
      assertThat(asked(CHAT, chat(member)).form()).as(key).isEqualTo("openai");
    }
  }

  @Test
  void aKeyThatStandsTwiceIsRefusedBeforeAnybodyAsksTheCache() {
    for (var members :
        List.of(
            "\"seed\":1,\"seed\":2", "\"seed\":1,\"s\\u0065ed\":2", "\"x\":{\"a\":1,\"a\":1}")) {
      assertThatThrownBy(() -> request(CHAT, chat(members))).isInstanceOf(RouterException.class);
    }
  }

  @Test
  void escapesAreWhatTheyStandForAndNothingIsNormalised() {
    var format = "{\"role\":\"user\",\"content\":\"%s\"}";
    assertThat(asked(CHAT, chat(format.formatted("\\u0041\\/\\u00e9"), "")).text())
        .isEqualTo("A/é");
    var texts =
        List.of(
            "é",
            "e\u0301",
            " é",
            "é ",
            "É",
            "\\ud800",
            "\\udc00",
            "?",
            "\ufffd",
            "\\\\ud800",
            "\\u0000",
            "\u00a0é",
            "é\u200b");
    var keys = new ArrayList<String>();
    var before = new ArrayList<String>();
    for (var text : texts) {
      var asked = asked(CHAT, chat(format.formatted(text), ""));
      keys.add(Partition.entry(asked.text()));
      var messages = format.formatted(text) + "," + format.formatted("q");
      before.add(asked(CHAT, chat(messages, "")).fingerprint());
    }
    assertThat(keys).doesNotHaveDuplicates();
    assertThat(before).doesNotHaveDuplicates();
  }

  @Test
  void textsThatSpellTheHoleOrJsonAreTexts() {
    var texts =
        List.of("?", "\\\"?\\\"", "\\\"],[\\\"user\\\",[\\\"", "a\\\",\\\"b", "", "[]", "null");
    var fingerprints = new ArrayList<String>();
    for (var text : texts) {
      var messages = "{\"role\":\"user\",\"content\":\"%s\"},{\"role\":\"user\",\"content\":\"q\"}";
      fingerprints.add(asked(CHAT, chat(messages.formatted(text), "")).fingerprint());
      fingerprints.add(asked(CHAT, chat(messages.formatted(text), "\"x\":1")).fingerprint());
    }
    assertThat(fingerprints).doesNotHaveDuplicates();
  }

  @Test
  void onlyTheLastTextOfTheNewestMessageIsTheQuestion() {
    var parts =
        "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"%s\"},"
            + "{\"type\":\"text\",\"text\":\"%s\"}]}";
    var one = asked(CHAT, chat(parts.formatted("document", "q"), ""));
    var other = asked(CHAT, chat(parts.formatted("another", "q"), ""));
    var again = asked(CHAT, chat(parts.formatted("document", "q2"), ""));
    assertThat(one.text()).isEqualTo("q");
    assertThat(other.fingerprint()).isNotEqualTo(one.fingerprint());
    assertThat(again.fingerprint()).isEqualTo(one.fingerprint());
    assertThat(asked(CHAT, chat("")).fingerprint()).isNotEqualTo(one.fingerprint());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"user\":\"u\"",
        "\"response_format\":{\"type\":\"text\"}",
        "\"logprobs\":false",
        "\"top_k\":1",
        "\"metadata\":{}",
        "\"store\":false",
        "\"tools\":[]",
        "\"stop\":[]",
        "\"instructions\":\"x\"",
        "\"system\":\"x\"",
        "\"max_tokens\":\"5\"",
        "\"max_tokens\":-1",
        "\"max_tokens\":1.5",
        "\"min_tokens\":1",
        "\"reasoning_effort\":\"high\"",
        "\"\":0"
      })
  void whateverElseIsSaidStaysWithinItsProtocol(String member) {
    var asked = asked(CHAT, chat(member));
    assertThat(asked.form()).isEqualTo("openai");
    assertThat(asked.fingerprint()).isNotEqualTo(chatFingerprint(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"role\":\"user\",\"content\":\"q\",\"name\":\"bob\"}",
        "{\"role\":\"user\",\"content\":\"q\",\"type\":\"message\"}",
        "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"q\",\"x\":1}]}",
        "{\"role\":\"critic\",\"content\":\"c\"},{\"role\":\"user\",\"content\":\"q\"}",
        "{\"role\":\"assistant\",\"content\":\"c\",\"refusal\":null},{\"role\":\"user\",\"content\":\"q\"}",
        "{\"role\":\"assistant\",\"content\":null},{\"role\":\"user\",\"content\":\"q\"}"
      })
  void whatAMessageSaysBesideItsTextStaysWithinItsProtocol(String messages) {
    assertThat(asked(CHAT, chat(messages, "")).form()).isEqualTo("openai");
  }

  @Test
  void theSmallerOfTwoLimitsCounts() {
    var both = "\"max_tokens\":900,\"max_completion_tokens\":30";
    assertThat(asked(CHAT, chat(both)).maxTokens()).isEqualTo(30);
    assertThat(asked(CHAT, chat("\"max_tokens\":1e30")).maxTokens()).isEqualTo(Long.MAX_VALUE);
    assertThat(asked(CHAT, chat("\"max_tokens\":0")).maxTokens()).isZero();
    assertThat(asked(CHAT, chat("")).maxTokens()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          not_a_question | {"role":"assistant","content":"a"}
          not_a_question | {"role":"tool","tool_call_id":"t","content":"a"}
          not_a_question | {"role":"system","content":"a"}
          not_a_question | {"role":"critic","content":"a"}
          no_question    | {"role":"user","content":" "}
          no_question    | {"role":"user","content":""}
          no_question    | {"role":"user","content":null}
          no_question    | {"role":"user"}
          no_question    | {"role":"user","content":[]}
          no_question    | {"role":"user","content":["q"]}
          no_question    | {"role":"user","content":[{"type":"image_url","image_url":{"url":"u"}},{"type":"text","text":"q"}]}
          no_question    | {"role":"user","content":[{"type":"text","text":"q"},{"type":"input_audio"}]}
          no_question    | {"role":"user","content":[{"text":"q"}]}
          """)
  void aConversationThatDoesNotEndWithTheUsersTextIsNoQuestion(String reason, String last) {
    var before = "{\"role\":\"user\",\"content\":\"earlier\"},";
    assertThat(reason(CHAT, chat(before + last, ""))).isEqualTo(reason);
    assertThat(reason(CHAT, chat(last, ""))).isEqualTo(reason);
  }

  @Test
  void otherProtocolsEndWithSomethingElseAsWell() {
    var result =
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":"
            + "[{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":\"r\"}]}]}";
    assertThat(reason(ANTHROPIC, result)).isEqualTo("no_question");
    var output = "{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"o\"}";
    var question = "{\"role\":\"user\",\"content\":\"q\"}";
    var input = "{\"model\":\"m\",\"input\":[%s,%s]}";
    assertThat(reason(RESPONSES, input.formatted(question, output))).isEqualTo("not_a_question");
    assertThat(asked(RESPONSES, input.formatted(output, question)).form()).isEqualTo("responses");
    var template = "{\"model\":\"m\",\"prompt\":{\"id\":\"p\",\"variables\":{\"a\":\"x\"}}}";
    assertThat(reason(RESPONSES, template)).isEqualTo("not_a_question");
  }

  @Test
  void severalAnswersAreNotKept() {
    for (var n : List.of("2", "0", "1.5", "\"1\"", "[1]", "1e99999999999")) {
      assertThat(reason(CHAT, chat("\"n\":" + n))).as(n).isEqualTo("choices");
    }
  }

  @Test
  void whatChangesSomethingAtTheBackendIsNotKept() {
    var body = "{\"model\":\"m\",\"input\":\"q\",%s}";
    for (var member : List.of("\"conversation\":\"c\"", "\"background\":true")) {
      assertThat(reason(RESPONSES, body.formatted(member))).isEqualTo("stateful");
    }
    assertThat(asked(RESPONSES, body.formatted("\"background\":false")).form())
        .isEqualTo("responses");
  }

  @Test
  void whatNobodyCanReadAndWhatIsNoChatIsNotKept() {
    assertThat(reason(new CompletionsProtocol(), "{\"model\":\"m\",\"prompt\":\"q\"}"))
        .isEqualTo("protocol");
    assertThat(reason(new CompletionsProtocol(), "{\"model\":\"m\",\"prompt\":[1,2]}"))
        .isEqualTo("illegible");
    // The number of tokens of a question is not that of another one that means the same.
    assertThat(
            reason(
                new AnthropicCountProtocol(),
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}"))
        .isEqualTo("protocol");
  }

  @Test
  void aVeiledRequestIsNotKeptWhateverIsChangedAboutIt() {
    var veiled = request(CHAT, chat("\"user\":\"u\"")).withVeil();
    assertThat(Questions.of(veiled)).isEqualTo(new Unfit("redacted"));
    var editor = Objects.requireNonNull(CHAT.editor(veiled));
    editor.remove("user");
    assertThat(Questions.of(editor.edited().withModel("m"))).isEqualTo(new Unfit("redacted"));
  }

  @Test
  void theQuestionIsWhatTheRequestSaysNow() {
    var request = request(CHAT, chat("\"user\":\"u\""));
    var editor = Objects.requireNonNull(CHAT.editor(request));
    editor.remove("user");
    var edited = (Question) Questions.of(editor.edited());
    assertThat(edited.fingerprint()).isEqualTo(chatFingerprint(""));
    var more = new ArrayList<>(request(CHAT, chat("")).messages());
    more.addFirst(Message.system("S"));
    var enriched = (Question) Questions.of(request(CHAT, chat("")).withMessages(more));
    assertThat(enriched.fingerprint()).isNotEqualTo(edited.fingerprint());
    assertThat(enriched.text()).isEqualTo("q");
  }

  @Test
  void headersThatChangeAnswersTellRequestsApart() {
    var request = request(CHAT, chat(""));
    var beta = new Headers(List.of(new Header("openai-beta", "x"), new Header("user-agent", "y")));
    var agent = new Headers(List.of(new Header("user-agent", "z")));
    assertThat(Questions.of(request, beta)).isNotEqualTo(Questions.of(request));
    assertThat(Questions.of(request, agent)).isEqualTo(Questions.of(request));
  }

  @Test
  void nothingOfThePromptIsInAnyText() {
    var asked = asked(CHAT, chat("\"user\":\"somebody\""));
    assertThat(asked.toString()).doesNotContain("somebody", "\"q\"").contains(asked.fingerprint());
    assertThat(new Identity("user", "ann").toString()).doesNotContain("ann");
  }
}
