package io.signalbox.parts.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Message;
import io.signalbox.chat.Reasoning;
import io.signalbox.chat.Reasoning.Dialect;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever is changed about a body, everything else stays as it came. */
final class RewritingTest {
  private static final int BODIES = 2_000;
  private static final String TEMPLATE = "chat_template_kwargs";
  private static final String PROMPT = "Be \"kind\", größe 日\n";
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final OpenAiChatProtocol protocol = new OpenAiChatProtocol();

  private ChatRequest decode(String body) {
    return protocol.decode(body.getBytes(StandardCharsets.UTF_8));
  }

  private static String encode(ChatRequest request) {
    return new String(request.encode(), StandardCharsets.UTF_8);
  }

  private static JsonNode tree(String json) {
    return MAPPER.readTree(json);
  }

  @Test
  void bytesOutsideOfTheChangesStay() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < BODIES; i++) {
      var body = new RandomBody(random, "the-модель");
      var json = body.toString();
      var what = "seed %d, body %d: %s".formatted(seed, i, json);
      var request = decode(json);
      assertThat(encode(request)).as(what).isEqualTo(json);
      assertThat(encode(request.withModel("m\"日")))
          .as(what)
          .isEqualTo(json.replace("\"the-модель\"", "\"m\\\"日\""));
      var messages = new ArrayList<>(request.messages());
      messages.addFirst(Message.system("P"));
      var at = body.firstMessage();
      assertThat(encode(request.withMessages(messages)))
          .as(what)
          .isEqualTo(
              json.substring(0, at)
                  + "{\"role\":\"system\",\"content\":\"P\"},"
                  + json.substring(at));
    }
  }

  @Test
  void everyCombinationOfChangesDiffersInTheChangedFieldsOnly() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < BODIES; i++) {
      var json = new RandomBody(random, "old").toString();
      var what = "seed %d, body %d: %s".formatted(seed, i, json);
      var request = decode(json);
      var expected = (ObjectNode) tree(json);
      if (random.nextBoolean()) {
        request = request.withModel("new");
        expected.put("model", "new");
      }
      request = changeMessages(request, (ArrayNode) expected.get("messages"), random);
      var wish = wish(random);
      request = request.withReasoning(wish);
      if (wish != null) {
        reason(expected, wish);
      }
      var written = encode(request);
      assertThat(tree(written)).as(what + "\nwritten: " + written).isEqualTo(expected);
      assertThat(decode(written).model()).isEqualTo(request.model());
    }
  }

  private static ChatRequest changeMessages(
      ChatRequest request, ArrayNode expected, Random random) {
    var messages = new ArrayList<>(request.messages());
    int at = random.nextInt(messages.size());
    var message = messages.get(at);
    var node = (ObjectNode) expected.get(at);
    switch (random.nextInt(6)) {
      case 0 -> {
        messages.set(at, message.withText(PROMPT));
        node.put("content", PROMPT);
      }
      case 1 -> {
        messages.set(at, message.withPrefix(PROMPT));
        prefix(node, message);
      }
      case 2 -> {
        messages.set(at, message.withText("own").withPrefix(PROMPT));
        node.put("content", PROMPT + "\n\nown");
      }
      case 3 -> {
        messages.add(at, Message.system(PROMPT));
        expected.insertObject(at).put("role", "system").put("content", PROMPT);
      }
      case 4 -> {
        messages.add(Message.system(PROMPT));
        expected.addObject().put("role", "system").put("content", PROMPT);
      }
      default -> {}
    }
    return request.withMessages(messages);
  }

  private static void prefix(ObjectNode node, Message message) {
    if (node.get("content") instanceof ArrayNode parts) {
      parts.insertObject(0).put("type", "text").put("text", PROMPT);
    } else {
      var content = node.get("content");
      var own = content == null || content.isNull() ? "" : content.asString();
      var text = own.isEmpty() || message.text().isEmpty() ? "" : "\n\n";
      node.put("content", PROMPT + text + own);
    }
  }

  private static @Nullable Reasoning wish(Random random) {
    return switch (random.nextInt(6)) {
      case 3 -> new Reasoning(Dialect.THINKING_SWITCH, "thinking", true, "high");
      case 4 -> new Reasoning(Dialect.THINKING_SWITCH, "thinking", false, "high");
      case 0 -> new Reasoning(Dialect.TEMPLATE_SWITCH, "think", random.nextBoolean(), null);
      case 1 -> new Reasoning(Dialect.TEMPLATE_EFFORT, "think", true, "high");
      case 2 -> new Reasoning(Dialect.TOP_LEVEL_EFFORT, "reasoning_effort", true, "high");
      default -> null;
    };
  }

  private static void reason(ObjectNode expected, Reasoning wish) {
    switch (wish.dialect()) {
      case TEMPLATE_SWITCH -> template(expected).put(wish.parameter(), wish.enabled());
      case TEMPLATE_EFFORT -> {
        template(expected).put(wish.parameter(), wish.effort());
        expected.remove("reasoning_effort");
      }
      case TOP_LEVEL_EFFORT -> {
        expected.put(wish.parameter(), wish.effort());
        if (expected.get(TEMPLATE) instanceof ObjectNode own
            && own.remove(wish.parameter()) != null
            && own.isEmpty()) {
          expected.remove(TEMPLATE);
        }
      }
      case THINKING_SWITCH -> {
        expected.remove(TEMPLATE);
        expected.remove("reasoning_effort");
        expected.putObject("thinking").put("type", wish.enabled() ? "enabled" : "disabled");
        if (wish.enabled()) {
          expected.put("reasoning_effort", wish.effort());
        }
      }
    }
  }

  private static ObjectNode template(ObjectNode expected) {
    return expected.get(TEMPLATE) instanceof ObjectNode own ? own : expected.putObject(TEMPLATE);
  }
}
