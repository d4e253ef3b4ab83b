package io.signalbox.simulator;

import static io.signalbox.simulator.SimulatorClient.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Chat completions in one piece. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatCompletionsIT {
  private final Simulator simulator =
      Simulator.start(SimulatorOptions.defaults().withLoras("math-expert").withSeed(1));
  private final SimulatorClient client = SimulatorClient.http1(simulator);

  @AfterAll
  void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void answerHasTheFieldsOfVllm() {
    JsonNode answer = client.ask(CHAT, chat("base-model", ""));

    assertThat(answer.get("id").stringValue()).startsWith("chatcmpl-");
    assertThat(answer.get("object").stringValue()).isEqualTo("chat.completion");
    assertThat(answer.get("created").longValue()).isPositive();
    assertThat(answer.get("model").stringValue()).isEqualTo("base-model");
    JsonNode choice = answer.get("choices").get(0);
    assertThat(choice.get("index").intValue()).isZero();
    assertThat(choice.get("finish_reason").stringValue()).isEqualTo("stop");
    assertThat(choice.get("message").get("role").stringValue()).isEqualTo("assistant");
    JsonNode usage = answer.get("usage");
    assertThat(usage.get("prompt_tokens").intValue()).isEqualTo(6);
    assertThat(usage.get("total_tokens").intValue())
        .isEqualTo(6 + usage.get("completion_tokens").intValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                                    | thinking default",
        ",\"reasoning_effort\":null                          | thinking default",
        ",\"chat_template_kwargs\":{\"enable_thinking\":true}  | thinking on",
        ",\"chat_template_kwargs\":{\"thinking\":true}         | thinking on",
        ",\"chat_template_kwargs\":{\"enable_thinking\":false} | thinking off",
        ",\"reasoning_effort\":\"none\"                        | thinking off",
        ",\"reasoning_effort\":\"high\"                        | thinking on, effort high",
        ",\"chat_template_kwargs\":{\"reasoning_effort\":\"low\"} | thinking on, effort low",
        ",\"reasoning_effort\":\"low\",\"chat_template_kwargs\":{\"thinking\":true} | thinking on, effort low",
        ",\"reasoning_effort\":\"low\",\"chat_template_kwargs\":{\"thinking\":false} | thinking off"
      })
  void answerTellsModelAndThinking(String fields, String words) {
    JsonNode message = message(client.ask(CHAT, chat("math-expert", fields == null ? "" : fields)));

    assertThat(message.get("content").stringValue()).startsWith("[math-expert, " + words + "] ");
    if (words.startsWith("thinking on")) {
      assertThat(message.get("reasoning_content").stringValue())
          .startsWith("[math-expert, " + words + "] ");
    } else {
      assertThat(message.has("reasoning_content")).isFalse();
    }
  }

  @Test
  void echoGivesTheNewestUserText() {
    try (Simulator echo = Simulator.start(SimulatorOptions.defaults().withMode(AnswerMode.ECHO));
        SimulatorClient toEcho = SimulatorClient.http1(echo)) {
      JsonNode answer =
          toEcho.ask(
              CHAT,
              """
              {"model":"base-model","messages":[
                {"role":"user","content":"old"},
                {"role":"assistant","content":"words"},
                {"role":"user","content":[{"type":"text","text":"new "},
                  {"type":"image_url","image_url":{"url":"x"}},{"type":"text","text":"one 🚂"}]},
                {"role":"tool","content":"later"}]}\
              """);

      assertThat(message(answer).get("content").stringValue())
          .isEqualTo("[base-model, thinking default] new one 🚂");
    }
  }

  @Test
  void sameRequestAndSeedGiveTheSameAnswer() {
    String first = content(client.ask(CHAT, chat("base-model", "")));
    client.ask(CHAT, chat("math-expert", ""));

    assertThat(content(client.ask(CHAT, chat("base-model", "")))).isEqualTo(first);
    assertThat(content(client.ask(CHAT, chat("base-model", ",\"seed\":7")))).isNotEqualTo(first);
    SimulatorOptions same = SimulatorOptions.defaults().withSeed(1);
    try (Simulator other = Simulator.start(same);
        SimulatorClient toOther = SimulatorClient.http1(other)) {
      assertThat(content(toOther.ask(CHAT, chat("base-model", "")))).isEqualTo(first);
    }
    try (Simulator other = Simulator.start(same.withSeed(2));
        SimulatorClient toOther = SimulatorClient.http1(other)) {
      assertThat(content(toOther.ask(CHAT, chat("base-model", "")))).isNotEqualTo(first);
    }
  }

  @ParameterizedTest
  @CsvSource({"max_tokens", "max_completion_tokens"})
  void answerStopsAtItsLimit(String field) {
    JsonNode answer = client.ask(CHAT, chat("base-model", ",\"" + field + "\":4"));

    assertThat(answer.get("usage").get("completion_tokens").intValue()).isEqualTo(4);
    assertThat(answer.get("choices").get(0).get("finish_reason").stringValue()).isEqualTo("length");
    assertThat(content(answer)).startsWith("[base-model, thinking default] ");
  }

  @Test
  void reasoningCountsAgainstTheLimit() {
    JsonNode answer =
        client.ask(CHAT, chat("base-model", ",\"reasoning_effort\":\"low\",\"max_tokens\":5"));

    assertThat(message(answer).get("content").isNull()).isTrue();
    assertThat(message(answer).get("reasoning_content").stringValue()).startsWith("[base-model, ");
    assertThat(answer.get("usage").get("completion_tokens").intValue()).isEqualTo(5);
  }

  @Test
  void ignoredEndFillsTheLimit() {
    JsonNode answer =
        client.ask(CHAT, chat("base-model", ",\"ignore_eos\":true,\"max_tokens\":300"));

    assertThat(answer.get("usage").get("completion_tokens").intValue()).isEqualTo(300);
  }

  @Test
  void severalChoicesDiffer() {
    JsonNode choices = client.ask(CHAT, chat("base-model", ",\"n\":3")).get("choices");

    assertThat(choices.size()).isEqualTo(3);
    assertThat(choices.get(2).get("index").intValue()).isEqualTo(2);
    assertThat(choices.get(0).get("message")).isNotEqualTo(choices.get(1).get("message"));
  }

  @Test
  void overHttp2TheAnswerIsTheSame() {
    try (SimulatorClient http2 = SimulatorClient.http2(simulator)) {
      assertThat(content(http2.ask(CHAT, chat("base-model", ""))))
          .isEqualTo(content(client.ask(CHAT, chat("base-model", ""))));
    }
  }

  private static String chat(String model, String moreFields) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]%s}"
        .formatted(model, moreFields);
  }

  private static JsonNode message(JsonNode answer) {
    return answer.get("choices").get(0).get("message");
  }

  private static String content(JsonNode answer) {
    return message(answer).get("content").stringValue();
  }
}
