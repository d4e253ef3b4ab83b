package io.signalbox.parts.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.BodyText.Voice;
import io.signalbox.chat.BodyTexts;
import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.Replies;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.ScriptedBody;
import io.signalbox.engine.RouterEvents;
import io.signalbox.infer.Coverage;
import io.signalbox.infer.Entity;
import io.signalbox.parts.protocol.anthropic.AnthropicMessagesProtocol;
import io.signalbox.parts.protocol.openai.CompletionsProtocol;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.parts.protocol.responses.ResponsesProtocol;
import io.signalbox.plugin.Deed;
import io.signalbox.plugin.Routed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the plugin does to requests and replies of each format. */
final class RedactPluginTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Protocol CHAT = new OpenAiChatProtocol();
  private static final Map<String, String> VALUES =
      Map.of("Ann Ott", "PERSON", "Ott", "PERSON", "ann@ott.org", "EMAIL_ADDRESS");

  private final List<String> deeds = new ArrayList<>();
  private final RouterEvents events =
      new RouterEvents() {
        @Override
        public void pluginActed(String type, Routed routed, Deed deed, String subject) {
          deeds.add(type + " " + deed + " " + subject);
        }
      };

  private RedactingRouter router(String configuration) {
    return new RedactingRouter(new ListedValues(VALUES), "openai", configuration, "", events);
  }

  @Test
  void aRequestTellsWhetherAnythingInItWasReplaced() {
    for (var records : List.of("redacted", "original")) {
      var router = router("{records: %s}".formatted(records));
      router.ask(CHAT, chat(user("I am Ann Ott")), ECHO);
      assertThat(Objects.requireNonNull(router.sent).veiled()).isTrue();
      router.ask(CHAT, chat(user("I am nobody")), ECHO);
      assertThat(Objects.requireNonNull(router.sent).veiled()).isFalse();
    }
  }

  private static String chat(String messages) {
    return "{\"model\":\"auto\",\"messages\":[" + messages + "]}";
  }

  private static String user(String text) {
    return "{\"role\":\"user\",\"content\":" + Backends.quoted(text) + "}";
  }

  private static Function<String, ChatReply> answering(Function<String, String> json) {
    return sent -> Replies.plain(200, json.apply(sent));
  }

  /** Answers with the text of the last message. */
  private static final Function<String, ChatReply> ECHO =
      answering(sent -> {
        var messages = JSON.readTree(sent).path("messages");
        var text = messages.path(messages.size() - 1).path("content").asString();
        return "{\"id\":\"1\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
            + "\"content\":%s},\"finish_reason\":\"stop\"}]}".formatted(Backends.quoted(text));
      });

  /** The text of a body with marks made readable. */
  private static String shown(String body) {
    return body.replaceAll("_([A-Z0-9]{3,})(?=\\])", "");
  }

  private static String said(ChatReply reply) {
    var json = JSON.readTree(Replies.text(reply.body()));
    return json.path("choices").path(0).path("message").path("content").asString();
  }

  @Test
  void theModelSeesPlaceholdersAndTheClientValues() {
    var router = router("{}");
    var reply = router.ask(CHAT, chat(user("I am Ann Ott, ann@ott.org. Ott!")), ECHO);
    assertThat(shown(router.body())).contains("I am [PERSON_1], [EMAIL_ADDRESS_1]. [PERSON_2]!");
    assertThat(said(reply)).isEqualTo("I am Ann Ott, ann@ott.org. Ott!");
    assertThat(deeds)
        .containsExactly(
            "redact REDACTED EMAIL_ADDRESS", "redact REDACTED PERSON", "redact REDACTED PERSON");
    var length = Replies.edited(reply).first("content-length");
    assertThat(length).isNotNull();
  }

  @Test
  void whatHoldsNoneIsByteForByteTheSame() {
    var router = router("{}");
    var body =
        "\t{\"x\" : 1.0e5, \"model\":\"auto\",\"messages\": [ {\"role\":\"user\","
            + "\"content\":\"caf\\u00e9 \\/ [PERSON_1]\"} ] , \"metadata\" : {\"a\":\"b\"}}";
    var reply = router.ask(CHAT, body, sent -> Replies.plain(200, "{\"a\" : \"[PERSON_1]\"}"));
    assertThat(router.body()).isEqualTo(body.replace("auto", "m"));
    assertThat(Replies.text(reply.body())).isEqualTo("{\"a\" : \"[PERSON_1]\"}");
    assertThat(deeds).isEmpty();
  }

  @Test
  void everythingBesideTheTextsStaysAsItIs() {
    var router = router("{}");
    var body =
        "{ \"big\":12345678901234567890123, \"model\" : \"auto\",\"messages\":[{\"content\":\"%s\","
            + "\"role\":\"user\", \"x\":null}],\"temperature\": 0.70 }";
    var _ = router.ask(CHAT, body.formatted("\\u0041nn Ott"), ECHO);
    var sent = router.body();
    var at = sent.indexOf('[', sent.indexOf("content"));
    var placeholder = sent.substring(at, sent.indexOf(']', at) + 1);
    assertThat(sent).isEqualTo(body.replace("auto", "m").formatted(placeholder));
  }

  @Test
  void laterTurnsHaveTheSamePlaceholders() {
    var router = router("{}");
    var first = user("I am Ann Ott");
    var reply = said(router.ask(CHAT, chat(first), ECHO));
    var before = router.body();
    var answer = "{\"role\":\"assistant\",\"content\":" + Backends.quoted("Hello, " + reply) + "}";
    var _ = router.ask(CHAT, chat(first + "," + answer + "," + user("And ann@ott.org?")), ECHO);
    assertThat(router.body()).startsWith(before.substring(0, before.length() - 2));
    assertThat(shown(router.body())).contains("Hello, I am [PERSON_1]", "And [EMAIL_ADDRESS_1]?");
  }

  @Test
  void whatLooksLikeAPlaceholderInTheRequestStays() {
    var router = router("{}");
    var _ = router.ask(CHAT, chat(user("I am Ann Ott")), ECHO);
    var forged =
        Pattern.compile("\\[PERSON_1_\\w+]")
            .matcher(router.body())
            .results()
            .findFirst()
            .get()
            .group();
    for (var like :
        List.of(
            forged,
            forged.toLowerCase(java.util.Locale.ROOT),
            forged.replace('_', ' '),
            "[PERSON_1]")) {
      var text = "I am Ann Ott and " + like;
      // The conversation begins alike, so that the same mark would follow.
      var reply = router.ask(CHAT, chat(user("I am Ann Ott") + "," + user(text)), ECHO);
      assertThat(said(reply)).isEqualTo(text);
      assertThat(router.body()).contains(like);
    }
  }

  @Test
  void aValueIsReplacedWhereverItStandsWhoeverOverlooksIt() {
    Finder once =
        (text, deadline) ->
            new Finder.Found(
                text.startsWith("I am") ? List.of(new Entity("PERSON", 5, 12, 1)) : List.of(),
                Coverage.COMPLETE);
    var request =
        CHAT.decode(
            ("{\"model\":\"auto\",\"messages\":["
                    + user("I am Ann Ott")
                    + ",{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"Ann Ott\",\"type\":\"function\","
                    + "\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"q\\\":\\\"?n=Ann+Ott\\\",\\\"Ann Ott\\\":1}\"}}]}],"
                    + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"for Ann Ott\"}}],"
                    + "\"user\":\"Ann Ott\"}")
                .getBytes(StandardCharsets.UTF_8));
    var redacted =
        Redaction.of(request, texts(request), once, wanted(true), Calls.with().deadline());
    var body = new String(redacted.request().encode(), StandardCharsets.UTF_8);
    assertThat(body).containsOnlyOnce("Ann Ott").contains("\"id\":\"Ann Ott\"");
    assertThat(body).doesNotContain("Ann+Ott");
    assertThat(redacted.values()).containsValues("Ann Ott", "Ann+Ott");
  }

  private static Redaction.Wanted wanted(boolean restored) {
    return new Redaction.Wanted(
        Set.of(Voice.SYSTEM, Voice.USER, Voice.ASSISTANT, Voice.TOOL, Voice.FIELD),
        0.5,
        type -> true,
        restored);
  }

  @Test
  void typesAndThresholdAndRolesAreObeyed() {
    var text = chat("{\"role\":\"system\",\"content\":\"For Ann Ott\"}," + user("ann@ott.org"));
    var allowed = router("{pii_types_allowed: [person]}");
    var _ = allowed.ask(CHAT, text, ECHO);
    assertThat(allowed.body()).contains("For Ann Ott").doesNotContain("ann@ott.org");
    var some = router("{pii_types: [PERSON]}");
    var _ = some.ask(CHAT, text, ECHO);
    assertThat(some.body()).contains("ann@ott.org").doesNotContain("Ann Ott");
    var sure = router("{threshold: 0.95}");
    var _ = sure.ask(CHAT, text, ECHO);
    assertThat(sure.body()).contains("Ann Ott");
    var roles = router("{roles: [user]}");
    var _ = roles.ask(CHAT, text, ECHO);
    assertThat(roles.body()).contains("Ann Ott").doesNotContain("ann@ott.org");
  }

  @Test
  void withoutRestoringTheClientGetsPlaceholdersThatLastForTheConversation() {
    var router = router("{restore: false}");
    var said = said(router.ask(CHAT, chat(user("I am Ann Ott")), ECHO));
    assertThat(shown(said)).isEqualTo("I am [PERSON_1]");
    var _ = router.ask(CHAT, chat(user("I am Ann Ott") + "," + user(said)), ECHO);
    assertThat(router.body().split(Pattern.quote(said), -1)).hasSize(3);
  }

  @Test
  void nothingIsSentWhereNotEveryWordWasRead() {
    Finder half = (text, deadline) -> new Finder.Found(List.of(), new Coverage(1, 2));
    var request = CHAT.decode(chat(user("hello")).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() ->
            Redaction.of(request, texts(request), half, wanted(true), Calls.with().deadline()))
        .isInstanceOfSatisfying(
            RouterException.class, e -> assertThat(e.fault()).isEqualTo(Fault.BLOCKED));
    Finder failing =
        (text, deadline) -> {
          throw new RouterException(Fault.OVERLOADED, "busy");
        };
    assertThatThrownBy(() ->
            Redaction.of(request, texts(request), failing, wanted(true), Calls.with().deadline()))
        .isInstanceOf(RouterException.class);
  }

  @Test
  void numbersInArgumentsAreReplacedAndArgumentsStayJson() {
    Finder finder =
        (text, deadline) -> {
          int at = text.indexOf("4155550100");
          return new Finder.Found(
              at < 0 ? List.of() : List.of(new Entity("PHONE_NUMBER", at, at + 10, 1)),
              Coverage.COMPLETE);
        };
    var body =
        chat(
            user("hi")
                + ",{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\","
                + "\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"phone\\\": 4155550100, \\\"n\\\": 1}\"}}]}");
    var request = CHAT.decode(body.getBytes(StandardCharsets.UTF_8));
    var redacted =
        Redaction.of(request, texts(request), finder, wanted(true), Calls.with().deadline());
    var sent = JSON.readTree(redacted.request().encode());
    var arguments =
        sent.path("messages").path(1).path("tool_calls").path(0).path("function").path("arguments");
    var call = JSON.readTree(arguments.asString());
    assertThat(call.path("phone").asString()).matches("\\[PHONE_NUMBER_1_\\w+]");
    assertThat(call.path("n").asInt()).isEqualTo(1);
  }

  @Test
  void mediaAndSealedPartsAreLeftAlone() {
    var router = router("{}");
    var body =
        "{\"model\":\"auto\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":["
            + "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\","
            + "\"data\":\"Ann Ott\"}},"
            + "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://x/Ann Ott\"}},"
            + "{\"type\":\"document\",\"title\":\"of Ann Ott\",\"source\":{\"type\":\"text\","
            + "\"media_type\":\"text/plain\",\"data\":\"by Ann Ott\"}}]},"
            + "{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"on Ann Ott\","
            + "\"signature\":\"Ann Ott\"}]},{\"role\":\"user\",\"content\":\"go\"}]}";
    var anthropic = new RedactingRouter(new ListedValues(VALUES), "anthropic", "{}", "");
    var _ =
        anthropic.ask(
            new AnthropicMessagesProtocol(), body, sent -> Replies.plain(200, "{\"content\":[]}"));
    assertThat(anthropic.body().split("Ann Ott", -1)).hasSize(4);
    assertThat(anthropic.body()).contains("of [PERSON", "by [PERSON", "on [PERSON");
    assertThat(router.sent).isNull();
  }

  @Test
  void namesBecomeWords() {
    var router = router("{}");
    var _ = router.ask(CHAT, chat("{\"role\":\"user\",\"name\":\"Ott\",\"content\":\"hi\"}"), ECHO);
    assertThat(JSON.readTree(router.body()).path("messages").path(0).path("name").asString())
        .matches("PERSON_1_[A-Z0-9]+");
  }

  @Test
  void completionsAndResponsesOfOneTextAreRedacted() {
    var router = router("{}");
    var reply =
        router.ask(
            new CompletionsProtocol(),
            "{\"model\":\"auto\",\"prompt\":[\"Ann Ott\",\"x\"],\"suffix\":\"ann@ott.org\"}",
            answering(sent ->
                "{\"choices\":[{\"index\":0,\"text\":\"%s\"}]}"
                    .formatted(JSON.readTree(sent).path("prompt").path(0).asString())));
    assertThat(shown(router.body())).contains("[\"[PERSON_1]\",\"x\"]", "[EMAIL_ADDRESS_1]");
    assertThat(Replies.text(reply.body())).contains("\"text\":\"Ann Ott\"");
    var _ =
        router.ask(
            new ResponsesProtocol(),
            "{\"model\":\"auto\",\"input\":\"I am Ann Ott\"}",
            sent -> Replies.plain(200, "{}"));
    assertThat(shown(router.body())).contains("\"input\":\"I am [PERSON_1]\"");
  }

  @Test
  void recordsHoldPlaceholdersUnlessTheyAreToHoldValues() {
    var keeping =
        ",{type: router_replay, configuration: {capture_request_body: true,"
            + " capture_response_body: true}}";
    for (boolean original : new boolean[] {false, true}) {
      var configuration = original ? "{records: original}" : "{}";
      var router = new RedactingRouter(new ListedValues(VALUES), "openai", configuration, keeping);
      assertThat(said(router.ask(CHAT, chat(user("I am Ann Ott")), ECHO)))
          .isEqualTo("I am Ann Ott");
      assertThat(router.body()).doesNotContain("Ann Ott");
      assertThat(router.recorded).hasSize(2);
      assertThat(router.recorded)
          .allSatisfy(record -> assertThat(record.contains("I am Ann Ott")).isEqualTo(original));
    }
  }

  @Test
  void instructionsOfTheRouterReachTheModelAsTheyAre() {
    var router =
        new RedactingRouter(
            new ListedValues(VALUES),
            "openai",
            "{}",
            ",{type: system_prompt, configuration: {system_prompt: Serve Ott well.}}");
    var _ = router.ask(CHAT, chat(user("I am Ann Ott")), ECHO);
    assertThat(router.body()).contains("Serve Ott well.").doesNotContain("Ann Ott");
  }

  @Test
  void anAnswerOfAnotherPluginPasses() {
    var router =
        new RedactingRouter(
            new ListedValues(VALUES),
            "openai",
            "{}",
            ",{type: fast_response, configuration: {message: Not now.}}");
    assertThat(said(router.ask(CHAT, chat(user("I am Ann Ott")), ECHO))).isEqualTo("Not now.");
    assertThat(router.sent).isNull();
  }

  @Test
  void errorsOfABackendAreRestoredAsWell() {
    var router = router("{}");
    var reply =
        router.ask(
            CHAT,
            chat(user("Ann Ott")),
            sent ->
                Replies.plain(
                    400,
                    "{\"error\":{\"message\":%s}}"
                        .formatted(
                            Backends.quoted(
                                JSON.readTree(sent)
                                    .path("messages")
                                    .path(0)
                                    .path("content")
                                    .asString()))));
    assertThat(Replies.text(reply.body())).isEqualTo("{\"error\":{\"message\":\"Ann Ott\"}}");
  }

  @Test
  void whatIsKeptBackIsToldWhenTheStreamBreaks() {
    var router = router("{}");
    var broken = new RouterException(Fault.UPSTREAM, "broke off");
    var reply =
        router.ask(
            CHAT,
            "{\"model\":\"auto\",\"stream\":true,\"messages\":[" + user("Ann Ott") + "]}",
            sent -> {
              var token =
                  Pattern.compile("PERSON_1_\\w+")
                      .matcher(sent)
                      .results()
                      .findFirst()
                      .get()
                      .group();
              return Replies.reply(
                  200,
                  "text/event-stream",
                  ScriptedBody.breaking(
                      broken,
                      "data: {\"id\":\"1\",\"choices\":[{\"index\":1,\"delta\":{\"content\":\"a ["
                          + token
                          + "\"},\"finish_reason\":null}],\"usage\":{\"x\":1}}\n\n"));
            });
    var body = reply.body();
    var first = new String(body.next(), StandardCharsets.UTF_8);
    assertThat(first).contains("\"content\":\"a \"");
    var second = new String(body.next(), StandardCharsets.UTF_8);
    assertThat(second).contains("\"content\":\"Ann Ott\"", "\"index\":1").doesNotContain("usage");
    assertThatThrownBy(body::next).isSameAs(broken);
  }

  @Test
  void choicesDoNotMix() {
    var router = router("{}");
    var reply =
        router.ask(
            CHAT,
            "{\"model\":\"auto\",\"stream\":true,\"n\":2,\"messages\":[" + user("Ann Ott") + "]}",
            sent -> {
              var token =
                  Pattern.compile("\\[PERSON_1_\\w+]")
                      .matcher(sent)
                      .results()
                      .findFirst()
                      .get()
                      .group();
              var stream = new StringBuilder();
              for (int i = 0; i < token.length(); i++) {
                for (int choice = 0; choice < 2; choice++) {
                  stream
                      .append("data: {\"choices\":[{\"index\":")
                      .append(choice)
                      .append(",\"delta\":{\"content\":\"")
                      .append(choice == 0 || i < 5 ? token.charAt(i) : 'x')
                      .append("\"}}]}\n\n");
                }
              }
              return RedactingRouter.cut(
                  "text/event-stream", stream + "data: [DONE]\n\n", new Random(1));
            });
    var texts = new StringBuilder[] {new StringBuilder(), new StringBuilder()};
    Replies.text(reply.body())
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .forEach(line -> {
          var choice = JSON.readTree(line.substring(6)).path("choices").path(0);
          texts[choice.path("index").asInt()].append(
              choice.path("delta").path("content").asString());
        });
    assertThat(texts[0]).hasToString("Ann Ott");
    assertThat(texts[1].toString()).startsWith("[PERSxxx");
  }

  @Test
  void tenThousandValuesAreReplacedAndRestored() {
    var text = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      text.append("user").append(i).append("@example.com ");
    }
    var pattern = Pattern.compile("user\\d+@example.com");
    Finder finder =
        (all, deadline) ->
            new Finder.Found(
                pattern
                    .matcher(all)
                    .results()
                    .map(match -> new Entity("EMAIL_ADDRESS", match.start(), match.end(), 1))
                    .toList(),
                Coverage.COMPLETE);
    var request = CHAT.decode(chat(user(text.toString())).getBytes(StandardCharsets.UTF_8));
    var redacted =
        Redaction.of(request, texts(request), finder, wanted(true), Calls.with().deadline());
    var sent = redacted.request().userText();
    assertThat(sent).doesNotContain("example");
    assertThat(redacted.counts()).containsEntry("EMAIL_ADDRESS", 10_000);
    var tokens = new TokenIndex(redacted.values());
    assertThat(Restorer.whole(tokens, false, sent)).isEqualTo(text.toString());
  }

  @Test
  void hostileBodiesPass() {
    var router = router("{}");
    for (var content :
        List.of(
            "",
            " ",
            "\u202eAnn Ott\u202c",
            "{\"a\":",
            "[1,2",
            "[".repeat(400),
            "null",
            "\u0000Ann Ott")) {
      var reply = router.ask(CHAT, chat(user(content)), ECHO);
      assertThat(said(reply)).isEqualTo(content);
    }
    var lone = chat("{\"role\":\"user\",\"content\":\"\\ud83d Ann Ott\"}");
    var _ = router.ask(CHAT, lone, ECHO);
    assertThat(router.body()).contains("\\ud83d [PERSON").doesNotContain("Ann Ott");
  }

  private static BodyTexts texts(ChatRequest request) {
    return Objects.requireNonNull(CHAT.texts(request));
  }
}
