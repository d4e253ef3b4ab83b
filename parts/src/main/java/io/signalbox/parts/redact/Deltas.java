package io.signalbox.parts.redact;

import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells which texts of an event are fragments, in each format that is streamed to clients: chunks
 * of completions, events of Anthropic's messages, events of OpenAI's responses. The formats are
 * told apart by what they look like.
 */
final class Deltas {
  private static final String ARGUMENTS = "arguments";

  /** In a choice's delta: keys whose texts are fragments. The others are told at once. */
  private static final Set<String> FRAGMENTS =
      Set.of(
          ARGUMENTS,
          "content",
          "input",
          "reasoning",
          "reasoning_content",
          "refusal",
          "text",
          "thinking",
          "transcript");

  private Deltas() {}

  /** What an event says. */
  static Delta.Event of(JsonTree.Members event, byte[] json) {
    if (event.get("choices") instanceof JsonTree.Items(var _, var _, var choices)) {
      return chunk(choices, json);
    }
    var type = event.text("type");
    return type.startsWith("response.") ? response(event, type, json) : message(event, type);
  }

  private static Delta.Event chunk(List<JsonTree> choices, byte[] json) {
    var deltas = new ArrayList<Delta>();
    var ended = new ArrayList<String>();
    for (var each : choices) {
      if (each instanceof JsonTree.Members choice) {
        var index = figure(choice, "index");
        var channel = "c" + index + "/";
        if (choice.get("text") instanceof JsonTree.Text text) {
          deltas.add(
              new Delta(
                  channel, text, false, more -> choice(json, index, "text", Json.quoted(more))));
        }
        if (choice.get("delta") instanceof JsonTree.Members delta) {
          delta(delta, channel, new Path(json, index), deltas);
        }
        if (!choice.text("finish_reason").isEmpty()) {
          ended.add(channel);
        }
      }
    }
    return new Delta.Event(deltas, ended);
  }

  /** Where in a choice's delta a text stands, outermost first: keys, and indices with a hash. */
  private record Path(byte[] json, String index, List<String> steps) {
    Path(byte[] json, String index) {
      this(json, index, List.of());
    }

    Path to(String step) {
      var longer = new ArrayList<>(steps);
      longer.add(step);
      return new Path(json, index, longer);
    }

    ObjectNode carrying(String more) {
      var value = Json.quoted(more);
      for (var step : steps.reversed()) {
        value =
            step.startsWith("#")
                ? "[{\"index\":%s,%s]".formatted(step.substring(1), value.substring(1))
                : "{%s:%s}".formatted(Json.quoted(step), value);
      }
      return choice(json, index, "delta", value);
    }
  }

  private static void delta(JsonTree.Members delta, String channel, Path path, List<Delta> to) {
    for (var member : delta.members()) {
      var key = member.key().text();
      var place = channel + key;
      switch (member.value()) {
        case JsonTree.Text text -> {
          if (FRAGMENTS.contains(key)) {
            to.add(new Delta(place, text, key.equals(ARGUMENTS), path.to(key)::carrying));
          }
        }
        case JsonTree.Members inner -> delta(inner, place + ".", path.to(key), to);
        case JsonTree.Items(var _, var _, var items) -> {
          for (var item : items) {
            if (item instanceof JsonTree.Members inner && inner.get("index") != null) {
              var at = figure(inner, "index");
              delta(inner, place + "#" + at + ".", path.to(key).to("#" + at), to);
            }
          }
        }
        case JsonTree.Figure _, JsonTree.Word _ -> {}
      }
    }
  }

  /** A chunk of one choice that says nothing else. */
  private static ObjectNode choice(byte[] json, String index, String key, String value) {
    var chunk = Json.object(json);
    var only = chunk == null ? Json.object() : chunk;
    only.remove("usage");
    var choice = "{\"index\":%s,\"%s\":%s,\"finish_reason\":null}".formatted(index, key, value);
    var choices = Json.object("{\"choices\":[" + choice + "]}");
    return choices == null ? only : only.setAll(choices);
  }

  private static Delta.Event message(JsonTree.Members event, String type) {
    var index = figure(event, "index");
    var channel = "b" + index + "/";
    return switch (type) {
      case "content_block_delta" -> {
        var deltas = new ArrayList<Delta>();
        if (event.get("delta") instanceof JsonTree.Members delta) {
          for (var key : List.of("text", "thinking", "partial_json")) {
            if (delta.get(key) instanceof JsonTree.Text text) {
              var kind = delta.text("type");
              deltas.add(
                  new Delta(
                      channel + key,
                      text,
                      key.equals("partial_json"),
                      more -> block(index, kind, key, more)));
            }
          }
        }
        yield new Delta.Event(deltas, List.of());
      }
      case "content_block_stop" -> new Delta.Event(List.of(), List.of(channel));
      case "message_delta", "message_stop", "error" -> Delta.Event.LAST;
      default -> Delta.Event.NONE;
    };
  }

  private static ObjectNode block(String index, String kind, String key, String more) {
    var event = Json.object().put("type", "content_block_delta").put("index", Long.valueOf(index));
    event.putObject("delta").put("type", kind).put(key, more);
    return event;
  }

  private static Delta.Event response(JsonTree.Members event, String type, byte[] json) {
    var item = "i" + figure(event, "output_index") + "/";
    var part =
        figure(event, event.get("summary_index") == null ? "content_index" : "summary_index");
    int dot = type.lastIndexOf('.');
    var channel = item + part + "/" + type.substring(0, dot);
    return switch (type.substring(dot)) {
      case ".delta" -> {
        // A number of bits of sound is no text.
        if (type.equals("response.audio.delta")
            || !(event.get("delta") instanceof JsonTree.Text text)) {
          yield Delta.Event.NONE;
        }
        var delta = new Delta(channel, text, type.contains(ARGUMENTS), more -> told(json, more));
        yield new Delta.Event(List.of(delta), List.of());
      }
      case ".done" -> {
        boolean whole = type.startsWith("response.output_item");
        yield new Delta.Event(List.of(), List.of(whole ? item : channel));
      }
      case ".completed", ".incomplete", ".failed" ->
          type.indexOf('.') == dot ? Delta.Event.LAST : Delta.Event.NONE;
      default -> Delta.Event.NONE;
    };
  }

  private static ObjectNode told(byte[] json, String more) {
    var event = Json.object(json);
    var only = event == null ? Json.object() : event;
    if (only.has("logprobs")) {
      only.putArray("logprobs");
    }
    return only.put("delta", more);
  }

  private static String figure(JsonTree.Members object, String key) {
    return object.get(key) instanceof JsonTree.Figure(var _, var _, var text)
            && text.chars().allMatch(Character::isDigit)
            && text.length() < 10
        ? text
        : "0";
  }

  /** An event as it is sent. */
  static byte[] written(ObjectNode event) {
    var type = Json.string(event, "type");
    var name = type == null ? "" : "event: " + type + "\n";
    return (name + "data: " + Json.text(event) + "\n\n").getBytes(StandardCharsets.UTF_8);
  }
}
