package io.signalbox.parts.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Streams of backends that say a text and call a tool, their fragments cut at random. */
final class Backends {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Backends() {}

  /** The stream of a backend of a format. */
  static String stream(String format, String text, String arguments, Random random, String end) {
    var lines =
        switch (format) {
          case "anthropic" -> anthropic(text, arguments, random);
          case "responses" -> responses(text, arguments, random);
          default -> chunks(text, arguments, random);
        };
    return lines.replace("\n", end);
  }

  private static List<String> cut(String text, Random random) {
    List<String> pieces = new ArrayList<>();
    int most = random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(30);
    for (int from = 0; from < text.length(); ) {
      int to = Math.min(text.length(), from + 1 + random.nextInt(most));
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces;
  }

  private static String chunks(String text, String arguments, Random random) {
    var out = new StringBuilder();
    for (var piece : cut(text, random)) {
      out.append(chunk("{\"content\":" + quoted(piece) + "}", "null"));
    }
    out.append(
        chunk(
            "{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":"
                + "{\"name\":\"f\",\"arguments\":\"\"}}]}",
            "null"));
    for (var piece : cut(arguments, random)) {
      out.append(
          chunk(
              "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":" + quoted(piece) + "}}]}",
              "null"));
    }
    return out.append(chunk("{}", "\"tool_calls\"")).append("data: [DONE]\n\n").toString();
  }

  private static String chunk(String delta, String reason) {
    return ("data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n")
        .formatted(delta, reason);
  }

  private static String anthropic(String text, String arguments, Random random) {
    var out = new StringBuilder();
    event(
        out,
        "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":"
            + "\"assistant\",\"model\":\"m\",\"content\":[],\"stop_reason\":null,\"usage\":"
            + "{\"input_tokens\":1,\"output_tokens\":1}}}");
    event(
        out,
        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\","
            + "\"text\":\"\"}}");
    for (var piece : cut(text, random)) {
      event(
          out,
          "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\","
              + "\"text\":"
              + quoted(piece)
              + "}}");
    }
    event(out, "{\"type\":\"content_block_stop\",\"index\":0}");
    event(
        out,
        "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"tool_use\","
            + "\"id\":\"toolu_1\",\"name\":\"f\",\"input\":{}}}");
    for (var piece : cut(arguments, random)) {
      event(
          out,
          "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\","
              + "\"partial_json\":"
              + quoted(piece)
              + "}}");
    }
    event(out, "{\"type\":\"content_block_stop\",\"index\":1}");
    event(
        out,
        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":"
            + "null},\"usage\":{\"output_tokens\":2}}");
    event(out, "{\"type\":\"message_stop\"}");
    return out.toString();
  }

  private static String responses(String text, String arguments, Random random) {
    var out = new StringBuilder();
    int number = 0;
    event(
        out,
        "{\"type\":\"response.created\",\"sequence_number\":%d,\"response\":{\"id\":\"r\"}}"
            .formatted(number++));
    for (var piece : cut(text, random)) {
      event(
          out,
          ("{\"type\":\"response.output_text.delta\",\"sequence_number\":%d,\"item_id\":\"msg_1\","
                  + "\"output_index\":0,\"content_index\":0,\"delta\":%s,\"logprobs\":[]}")
              .formatted(number++, quoted(piece)));
    }
    event(
        out,
        ("{\"type\":\"response.output_text.done\",\"sequence_number\":%d,\"item_id\":\"msg_1\","
                + "\"output_index\":0,\"content_index\":0,\"text\":%s}")
            .formatted(number++, quoted(text)));
    for (var piece : cut(arguments, random)) {
      event(
          out,
          ("{\"type\":\"response.function_call_arguments.delta\",\"sequence_number\":%d,"
                  + "\"item_id\":\"fc_1\",\"output_index\":1,\"delta\":%s}")
              .formatted(number++, quoted(piece)));
    }
    event(
        out,
        ("{\"type\":\"response.function_call_arguments.done\",\"sequence_number\":%d,"
                + "\"item_id\":\"fc_1\",\"output_index\":1,\"arguments\":%s}")
            .formatted(number++, quoted(arguments)));
    event(
        out,
        ("{\"type\":\"response.completed\",\"sequence_number\":%d,\"response\":{\"id\":\"r\","
                + "\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\","
                + "\"text\":%s}]},{\"type\":\"function_call\",\"arguments\":%s}]}}")
            .formatted(number, quoted(text), quoted(arguments)));
    return out.toString();
  }

  private static void event(StringBuilder out, String json) {
    var type = JSON.readTree(json).path("type").asString();
    out.append("event: ").append(type).append("\ndata: ").append(json).append("\n\n");
  }

  static String quoted(String text) {
    return JSON.writeValueAsString(text);
  }

  /**
   * What a client makes of a stream.
   *
   * @param wholes texts that were told again as a whole
   * @param numbers of events
   */
  record Heard(String text, String arguments, List<String> wholes, List<Long> numbers) {}

  /** Reads a stream as a client of any format does. */
  static Heard hear(String stream) {
    var text = new StringBuilder();
    var arguments = new StringBuilder();
    List<String> wholes = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    var parser = new io.signalbox.chat.SseParser(1 << 26);
    java.util.function.Consumer<io.signalbox.chat.SseEvent> sink =
        event -> {
          if (event.data().equals("[DONE]")) {
            return;
          }
          var json = (ObjectNode) JSON.readTree(event.data());
          for (var choice : json.path("choices")) {
            text.append(choice.path("delta").path("content").asString(""));
            text.append(choice.path("text").asString(""));
            for (var call : choice.path("delta").path("tool_calls")) {
              arguments.append(call.path("function").path("arguments").asString(""));
            }
          }
          var delta = json.path("delta");
          text.append(delta.path("text").asString(""));
          arguments.append(delta.path("partial_json").asString(""));
          switch (json.path("type").asString("")) {
            case "response.output_text.delta" -> text.append(delta.asString());
            case "response.function_call_arguments.delta" -> arguments.append(delta.asString());
            case "response.output_text.done" -> wholes.add(json.path("text").asString());
            case "response.completed" ->
                wholes.add(
                    json.path("response")
                        .path("output")
                        .path(0)
                        .path("content")
                        .path(0)
                        .path("text")
                        .asString());
            default -> {}
          }
          if (json.has("sequence_number")) {
            numbers.add(json.path("sequence_number").asLong());
          }
        };
    parser.feed(stream.getBytes(java.nio.charset.StandardCharsets.UTF_8), sink);
    parser.end(sink);
    return new Heard(text.toString(), arguments.toString(), wholes, numbers);
  }
}
