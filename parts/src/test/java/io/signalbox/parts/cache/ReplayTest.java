package io.signalbox.parts.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Usage;
import io.signalbox.plugin.CacheEvent;
import io.signalbox.plugin.CacheEvent.Tier;
import io.signalbox.translate.Listening;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ReplayTest {
  private static final List<String> FORMS =
      List.of(
          "openai plain",
          "openai stream",
          "openai stream counted",
          "anthropic plain",
          "anthropic stream",
          "responses plain",
          "responses stream");

  static Stream<Arguments> pairs() {
    return FORMS.stream()
        .flatMap(stored -> FORMS.stream().map(asked -> Arguments.of(stored, asked)));
  }

  /** A stream that tells no counts cannot serve those who must be told some. */
  private static boolean untold(String stored, String asked) {
    return stored.equals("openai stream") && !asked.equals("openai stream");
  }

  @ParameterizedTest(name = "{0} serves {1}")
  @MethodSource("pairs")
  void everyFormServesEveryOther(String stored, String asked) {
    var desk = new Desk(false);
    var first = desk.text(Answers.asking(stored, "why?"));
    var request = Answers.asking(asked, "why?");
    var reply = desk.serve(request);
    if (untold(stored, asked)) {
      assertThat(desk.misses())
          .containsExactly("none", asked.startsWith("anthropic") ? "length" : "usage");
      return;
    }
    assertThat(desk.asked).hasValue(1);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(Desk.hit(reply)).isTrue();
    assertThat(reply.eventStream()).isEqualTo(request.stream());
    var told = Desk.text(reply);
    if (stored.equals(asked)) {
      assertThat(told).isEqualTo(first);
    }
    official(asked, told);
    says(request, told);
  }

  private static void says(ChatRequest request, String told) {
    var protocol = (Listening) request.source().protocol();
    var heard = Heard.of(protocol, request.stream(), told.getBytes(StandardCharsets.UTF_8));
    assertThat(heard)
        .isInstanceOfSatisfying(
            Heard.Answer.class,
            answer -> {
              assertThat(answer.text()).isEqualTo(Answers.TEXT);
              assertThat(answer.usage())
                  .isEqualTo(AnswerForm.of(request).counted() ? new Usage(11, 7) : null);
            });
  }

  /** The shapes that the clients of the providers ask for. */
  private static void official(String form, String told) {
    switch (form) {
      case "openai plain" -> {
        var completion = json(told);
        assertThat(completion.path("object").asString()).isEqualTo("chat.completion");
        assertThat(completion.path("id").asString()).isNotEmpty();
        assertThat(completion.at("/choices/0/message/role").asString()).isEqualTo("assistant");
        assertThat(completion.at("/choices/0/message/content").asString()).isEqualTo(Answers.TEXT);
        assertThat(completion.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        assertThat(completion.at("/usage/total_tokens").asInt()).isEqualTo(18);
      }
      case "openai stream", "openai stream counted" -> chunks(told, form.endsWith("counted"));
      case "anthropic plain" -> {
        var message = json(told);
        assertThat(message.path("type").asString()).isEqualTo("message");
        assertThat(message.at("/content/0/text").asString()).isEqualTo(Answers.TEXT);
        assertThat(message.path("stop_reason").asString()).isEqualTo("end_turn");
        assertThat(message.at("/usage/output_tokens").asInt()).isEqualTo(7);
      }
      case "anthropic stream" ->
          assertThat(told.lines().filter(line -> line.startsWith("event: ")))
              .startsWith("event: message_start", "event: content_block_start")
              .contains("event: content_block_delta")
              .endsWith("event: content_block_stop", "event: message_delta", "event: message_stop");
      case "responses plain" -> {
        var response = json(told);
        assertThat(response.path("object").asString()).isEqualTo("response");
        assertThat(response.path("status").asString()).isEqualTo("completed");
        assertThat(response.at("/output/0/content/0/text").asString()).isEqualTo(Answers.TEXT);
        assertThat(response.at("/usage/output_tokens").asInt()).isEqualTo(7);
      }
      default ->
          assertThat(told.lines().filter(line -> line.startsWith("event: ")))
              .startsWith("event: response.created", "event: response.in_progress")
              .contains("event: response.output_text.delta", "event: response.output_text.done")
              .endsWith("event: response.completed");
    }
  }

  private static void chunks(String told, boolean counted) {
    var lines = told.lines().filter(line -> !line.isEmpty()).toList();
    assertThat(lines).allMatch(line -> line.startsWith("data: ")).endsWith("data: [DONE]");
    var chunks =
        lines.subList(0, lines.size() - 1).stream().map(line -> json(line.substring(6))).toList();
    assertThat(chunks)
        .allMatch(chunk -> chunk.path("object").asString().equals("chat.completion.chunk"));
    assertThat(chunks.stream().map(chunk -> chunk.path("id").asString()).distinct()).hasSize(1);
    var last = chunks.getLast();
    if (counted) {
      assertThat(last.path("choices")).isEmpty();
      assertThat(last.at("/usage/completion_tokens").asInt()).isEqualTo(7);
    } else {
      assertThat(last.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
      assertThat(chunks).noneMatch(chunk -> chunk.path("usage").isObject());
    }
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  @Test
  void theIdOfTheFirstAnswerStays() {
    var desk = new Desk(false);
    desk.text(Answers.asking("openai plain", "why?"));
    assertThat(json(desk.text(Answers.asking("openai plain", "why?"))).path("id").asString())
        .isEqualTo("id-1");
    assertThat(desk.text(Answers.asking("openai stream", "why?"))).contains("\"id\":\"id-1\"");
  }

  @Test
  void whatOnlyItsOwnFormCanTellServesNoOther() {
    var desk = new Desk(false);
    desk.model =
        request ->
            Answers.reply(
                request,
                new String(Answers.body(request, Answers.WHOLE), StandardCharsets.UTF_8)
                    .replace("\"logprobs\":null", "\"logprobs\":{\"content\":[]}"));
    desk.text(Answers.asking("openai stream counted", "why?"));
    assertThat(Desk.hit(desk.serve(Answers.asking("openai plain", "why?")))).isFalse();
    assertThat(desk.misses()).containsExactly("none", "form");
    assertThat(Desk.hit(desk.serve(Answers.asking("openai stream counted", "why?")))).isTrue();
  }

  @Test
  void anAnswerThatMayBeTooLongIsNotServed() {
    var desk = new Desk(false);
    desk.text(Answers.asking("openai plain", "why?"));
    assertThat(hits(desk, "openai plain", ",\"max_tokens\":6")).isFalse();
    assertThat(desk.misses()).endsWith("length");
    assertThat(hits(desk, "openai plain", ",\"max_tokens\":7")).isTrue();
    assertThat(hits(desk, "openai plain", "")).isTrue();
  }

  @Test
  void whatEndedWithinALimitFitsTheSameLimitEvenUncounted() {
    var desk = new Desk(false);
    desk.text(Answers.asking("openai stream", "why?", ",\"max_tokens\":50"));
    assertThat(hits(desk, "openai stream", ",\"max_tokens\":50")).isTrue();
    assertThat(hits(desk, "openai stream", ",\"max_tokens\":49")).isFalse();
    var unlimited = new Desk(false);
    unlimited.text(Answers.asking("openai stream", "why?"));
    assertThat(hits(unlimited, "openai stream", ",\"max_tokens\":50000")).isFalse();
  }

  private static boolean hits(Desk desk, String form, String more) {
    return Desk.hit(desk.serve(Answers.asking(form, "why?", more)));
  }

  @Test
  void aHitSaysSoInItsHeadersAndToListeners() {
    var desk = new Desk(false);
    desk.text(Answers.asking("openai plain", "why is it?"));
    desk.now = desk.now.plusSeconds(9);
    var exact =
        desk.serve(Calls.debugging(), Answers.asking("openai plain", "why is it?"), desk::upstream);
    assertThat(Desk.header(exact, "x-vsr-response-path")).isEqualTo("cache");
    assertThat(Desk.header(exact, "x-vsr-cache-similarity")).isEqualTo("1.0000");
    var near =
        desk.serve(
            Calls.debugging(), Answers.asking("openai plain", "why is that?"), desk::upstream);
    assertThat(Desk.hit(near)).isTrue();
    assertThat(Desk.header(near, "x-vsr-cache-similarity")).matches("0\\.\\d{4}");
    var quiet = desk.serve(Answers.asking("openai plain", "why is it?"));
    assertThat(Desk.header(quiet, "x-vsr-cache-similarity")).isNull();
    assertThat(desk.of(CacheEvent.Hit.class))
        .extracting(CacheEvent.Hit::tier)
        .containsExactly(Tier.EXACT, Tier.SEMANTIC, Tier.EXACT);
    assertThat(desk.of(CacheEvent.Hit.class).getFirst().age()).hasSeconds(9);
    assertThat(desk.of(CacheEvent.Hit.class).getFirst().saved()).isEqualTo(new Usage(11, 7));
  }
}
