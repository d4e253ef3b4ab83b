package io.signalbox.parts.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Protocol;
import io.signalbox.chat.Replies;
import io.signalbox.parts.protocol.anthropic.AnthropicMessagesProtocol;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.parts.protocol.responses.ResponsesProtocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** In conversations made at random no value reaches a backend, and each comes back. */
final class RedactionTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern PLACEHOLDER = Pattern.compile("\\[[A-Z_]+_\\d+_[A-Z0-9]{3,}]");
  private static final int CONVERSATIONS = 1_000;

  private static final List<String> PEOPLE =
      List.of(
          "Jürgen Müller-Lüdenscheidt",
          "Smith",
          "John Smith",
          "Mary \"Molly\" O'Neill",
          "山田太郎",
          "Ngozi Okonjo\\Iweala",
          "Zoë 😀 Quinn",
          "José García");
  private static final List<String> PLACES =
      List.of("12 Main St\nSpringfield", "Rue de la Paix 5, 75002 Paris", "Tõnismägi 3a");

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  private final Map<String, RedactingRouter> routers = new HashMap<>();

  /** A client's format and the backend's; a backend of OpenAI's API speaks responses as well. */
  private record Pair(Protocol client, String format, String spoken) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair(new OpenAiChatProtocol(), "openai", "chunks"),
          new Pair(new OpenAiChatProtocol(), "anthropic", "anthropic"),
          new Pair(new AnthropicMessagesProtocol(), "anthropic", "anthropic"),
          new Pair(new AnthropicMessagesProtocol(), "openai", "chunks"),
          new Pair(new ResponsesProtocol(), "openai", "responses"),
          new Pair(new ResponsesProtocol(), "anthropic", "anthropic"),
          new Pair(new ResponsesProtocol(), "openai-chat", "chunks"));

  @Test
  void noValueReachesABackendAndEachComesBack() {
    for (int i = 0; i < CONVERSATIONS; i++) {
      var pair = PAIRS.get(i % PAIRS.size());
      var values = values();
      var body = body(pair.client(), List.copyOf(values.keySet()));
      var as = "seed %d, conversation %d: %s".formatted(seed, i, body);
      converse(pair, values, body, as);
    }
  }

  private void converse(Pair pair, Map<String, String> values, String body, String as) {
    var router =
        routers.computeIfAbsent(
            pair.format(),
            format -> new RedactingRouter(new ListedValues(Map.of()), format, "{}", ""));
    router.finding(new ListedValues(values));
    var said = new ArrayList<String>();
    var end = random.nextBoolean() ? "\n" : "\r\n";
    var stop = random.nextBoolean() ? "" : ".";
    var reply =
        router.ask(
            pair.client(),
            body,
            sent -> {
              var placeholders = placeholders(sent);
              assertThat(placeholders).as(as).isNotEmpty();
              said.addAll(placeholders);
              var text = String.join("; ", placeholders) + stop;
              var arguments = JSON.createObjectNode();
              placeholders.forEach(one -> arguments.put("k" + arguments.size(), "<" + one + ">"));
              var stream = Backends.stream(pair.spoken(), text, arguments.toString(), random, end);
              return RedactingRouter.cut("text/event-stream", stream, random);
            });
    for (var value : values.keySet()) {
      assertThat(router.body()).as(as).doesNotContain(value, escaped(value), ascii(value));
      assertThat(router.body()).as(as).doesNotContain(escaped(escaped(value)));
    }
    var heard = Backends.hear(Replies.text(reply.body()));
    assertThat(heard.wholes()).as(as).allSatisfy(one -> assertThat(one).isEqualTo(heard.text()));
    assertThat(heard.text()).as(as).endsWith(stop);
    var text = heard.text().substring(0, heard.text().length() - stop.length());
    assertThat(List.of(text.split("; "))).as(as).doesNotHaveDuplicates().hasSameSizeAs(said);
    assertThat(words(JSON.readTree(body))).as(as).contains(List.of(text.split("; ")));
    var strings = JSON.readTree(heard.arguments()).valueStream().map(JsonNode::asString).toList();
    assertThat(strings)
        .as(as)
        .isEqualTo(Stream.of(text.split("; ")).map("<%s>"::formatted).toList());
    for (int i = 1; i < heard.numbers().size(); i++) {
      assertThat(heard.numbers().get(i)).as(as).isEqualTo(heard.numbers().get(i - 1) + 1);
    }
  }

  /** Everything that a body says, without escapes. */
  private static String words(JsonNode value) {
    if (value.isString()) {
      var text = value.stringValue();
      return text.startsWith("{") ? words(JSON.readTree(text)) : text + "\n";
    }
    var words = new StringBuilder();
    value.properties().forEach(member -> words.append(member.getKey()).append('\n'));
    value.values().forEach(inner -> words.append(words(inner)));
    return words.toString();
  }

  private static List<String> placeholders(String body) {
    return PLACEHOLDER.matcher(body).results().map(match -> match.group()).distinct().toList();
  }

  private static String escaped(String value) {
    var quoted = JSON.writeValueAsString(value);
    return quoted.substring(1, quoted.length() - 1);
  }

  private static String ascii(String value) {
    return escaped(value)
        .chars()
        .mapToObj(c -> c < 128 ? String.valueOf((char) c) : "\\u%04x".formatted(c))
        .collect(Collectors.joining());
  }

  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      switch (random.nextInt(5)) {
        case 0, 1 -> values.put(PEOPLE.get(random.nextInt(PEOPLE.size())), "PERSON");
        case 2 -> values.put(PLACES.get(random.nextInt(PLACES.size())), "STREET_ADDRESS");
        case 3 -> values.put("user%d@example.com".formatted(random.nextInt(1000)), "EMAIL_ADDRESS");
        default ->
            values.put("+1 (415) 555-%04d".formatted(random.nextInt(10_000)), "PHONE_NUMBER");
      }
    }
    return values;
  }

  private String sentence(List<String> values) {
    var words = new StringBuilder();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      words.append(List.of("", "hello ", "größer 😀 ", "[note] ", "say: ").get(random.nextInt(5)));
      words.append(values.get(random.nextInt(values.size())));
      words.append(List.of("", " ", ", ", "\n", "'s ").get(random.nextInt(5)));
    }
    return words.toString();
  }

  private String arguments(List<String> values) {
    var object = JSON.createObjectNode();
    object.put("to", sentence(values));
    object.putArray("list").add(values.getFirst()).add(sentence(values));
    object.put(values.getLast(), 5);
    return object.toString();
  }

  private String body(Protocol client, List<String> values) {
    var body = JSON.createObjectNode().put("model", "auto").put("stream", true);
    switch (client) {
      case OpenAiChatProtocol _ -> chat(body, values);
      case AnthropicMessagesProtocol _ -> anthropic(body, values);
      default -> responses(body, values);
    }
    var text = body.toString();
    return random.nextInt(3) == 0 ? ascii(body) : text;
  }

  private static String ascii(ObjectNode body) {
    return body.toString()
        .chars()
        .mapToObj(c -> c < 128 ? String.valueOf((char) c) : "\\u%04x".formatted(c))
        .collect(Collectors.joining());
  }

  private void chat(ObjectNode body, List<String> values) {
    var messages = body.putArray("messages");
    messages.addObject().put("role", "system").put("content", sentence(values));
    messages
        .addObject()
        .put("role", "user")
        .put("name", "someone")
        .put("content", sentence(values));
    var assistant = messages.addObject().put("role", "assistant").put("content", sentence(values));
    var call =
        assistant.putArray("tool_calls").addObject().put("id", "call_1").put("type", "function");
    call.putObject("function").put("name", "f").put("arguments", arguments(values));
    messages
        .addObject()
        .put("role", "tool")
        .put("tool_call_id", "call_1")
        .put("content", random.nextBoolean() ? arguments(values) : sentence(values));
    var parts = messages.addObject().put("role", "user").putArray("content");
    parts.addObject().put("type", "text").put("text", sentence(values));
    body.put("user", values.getFirst());
    body.putObject("metadata").put("k", sentence(values));
  }

  private void anthropic(ObjectNode body, List<String> values) {
    body.put("max_tokens", 9);
    var messages = body.putArray("messages");
    messages.addObject().put("role", "user").put("content", sentence(values));
    var blocks = messages.addObject().put("role", "assistant").putArray("content");
    blocks.addObject().put("type", "text").put("text", sentence(values));
    var use = blocks.addObject().put("type", "tool_use").put("id", "toolu_1").put("name", "f");
    use.set("input", JSON.readTree(arguments(values)));
    var results = messages.addObject().put("role", "user").putArray("content");
    var result = results.addObject().put("type", "tool_result").put("tool_use_id", "toolu_1");
    if (random.nextBoolean()) {
      result.put("content", arguments(values));
    } else {
      result.putArray("content").addObject().put("type", "text").put("text", sentence(values));
    }
    if (random.nextBoolean()) {
      body.put("system", sentence(values));
    } else {
      body.putArray("system").addObject().put("type", "text").put("text", sentence(values));
    }
    body.putObject("metadata").put("user_id", values.getFirst());
  }

  private void responses(ObjectNode body, List<String> values) {
    body.put("instructions", sentence(values));
    var input = body.putArray("input");
    input.addObject().put("role", "user").put("content", sentence(values));
    input
        .addObject()
        .put("type", "function_call")
        .put("call_id", "call_1")
        .put("name", "f")
        .put("arguments", arguments(values));
    input
        .addObject()
        .put("type", "function_call_output")
        .put("call_id", "call_1")
        .put("output", random.nextBoolean() ? arguments(values) : sentence(values));
    var parts = input.addObject().put("type", "message").put("role", "user").putArray("content");
    parts.addObject().put("type", "input_text").put("text", sentence(values));
    body.putObject("metadata").put("k", sentence(values));
  }
}
