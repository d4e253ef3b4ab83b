package io.signalbox.parts.protocol.openai;

import io.signalbox.parts.protocol.DataUrl;
import io.signalbox.parts.protocol.Json;
import io.signalbox.translate.Media;
import io.signalbox.translate.Part;
import io.signalbox.translate.Turn;
import io.signalbox.translate.Warnings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes turns as the messages of a chat completions request. */
record OpenAiMessages(Warnings warnings) {
  ArrayNode write(List<Turn> turns) {
    var messages = Json.array();
    int index = 0;
    for (var turn : turns) {
      turn(turn, messages, "messages[" + index + "]");
      index++;
    }
    return messages;
  }

  private void turn(Turn turn, ArrayNode messages, String place) {
    switch (turn.role()) {
      case SYSTEM -> message(messages, "system", turn.parts(), place);
      case DEVELOPER -> message(messages, "developer", turn.parts(), place);
      case ASSISTANT -> assistant(messages.addObject().put("role", "assistant"), turn, place);
      default -> {
        var rest = new ArrayList<Part>();
        for (var part : turn.parts()) {
          if (part instanceof Part.ToolResult result) {
            result(messages, result, place);
          } else {
            rest.add(part);
          }
        }
        if (!rest.isEmpty() || turn.parts().isEmpty()) {
          message(messages, "user", rest, place);
        }
      }
    }
  }

  private void result(ArrayNode messages, Part.ToolResult result, String place) {
    if (result.error()) {
      warnings.add("tool_result_is_error", place);
    }
    for (var part : result.parts()) {
      switch (part) {
        case Part.Text text -> {}
        case Part.Image image -> warnings.add("tool_result_image_dropped", place);
        default -> warnings.add("unsupported_block_type", place);
      }
    }
    messages
        .addObject()
        .put("role", "tool")
        .put("tool_call_id", result.callId())
        .put("content", Part.text(result.parts()));
  }

  private void message(ArrayNode messages, String role, List<Part> parts, String place) {
    var message = messages.addObject().put("role", role);
    if (parts.isEmpty()) {
      message.put("content", "");
    } else if (parts.size() == 1 && parts.getFirst() instanceof Part.Text(String text)) {
      message.put("content", text);
    } else {
      var content = message.putArray("content");
      for (int i = 0; i < parts.size(); i++) {
        var part = part(parts.get(i));
        if (part == null) {
          warnings.add(dropped(parts.get(i)), place + ".content[" + i + "]");
        } else {
          content.add(part);
        }
      }
      if (content.isEmpty()) {
        message.put("content", "");
      }
    }
  }

  private static String dropped(Part part) {
    return switch (part) {
      case Part.Image(Media.FileId id, var detail) -> "image_file_id_unresolved";
      case Part.Document(Media.FileId id, var name) -> "document_file_id_unresolved";
      default -> "unsupported_block_type";
    };
  }

  private static @Nullable ObjectNode part(Part part) {
    return switch (part) {
      case Part.Text(String text) -> Json.object().put("type", "text").put("text", text);
      case Part.Image(Media.Url(String url), var detail) -> image(url, detail);
      case Part.Image(Media.Inline inline, var detail) -> image(DataUrl.of(inline), detail);
      case Part.Audio(Media.Inline(String type, String base64)) -> {
        var audio = Json.object().put("type", "input_audio");
        audio
            .putObject("input_audio")
            .put("data", base64)
            .put("format", type.substring(type.indexOf('/') + 1));
        yield audio;
      }
      case Part.Document(Media.Inline inline, var name) -> document(inline, name);
      case Part.Refusal(String text) -> Json.object().put("type", "refusal").put("refusal", text);
      default -> null;
    };
  }

  private static ObjectNode image(String url, @Nullable String detail) {
    var image = Json.object().put("type", "image_url");
    var inner = image.putObject("image_url").put("url", url);
    if (detail != null) {
      inner.put("detail", detail);
    }
    return image;
  }

  /** A text is said; anything else is a file. */
  private static @Nullable ObjectNode document(Media.Inline inline, @Nullable String name) {
    if (inline.mediaType().startsWith("text/")) {
      try {
        var bytes = Base64.getMimeDecoder().decode(inline.base64());
        return Json.object()
            .put("type", "text")
            .put("text", new String(bytes, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException notBase64) {
        return null;
      }
    }
    var document = Json.object().put("type", "file");
    document
        .putObject("file")
        .put("filename", name == null ? "document" : name)
        .put("file_data", DataUrl.of(inline));
    return document;
  }

  private void assistant(ObjectNode message, Turn turn, String place) {
    var said = new ArrayList<Part>();
    var calls = Json.array();
    for (var part : turn.parts()) {
      switch (part) {
        case Part.ToolCall(String id, String name, String arguments) -> {
          var call = calls.addObject().put("id", id).put("type", "function");
          call.putObject("function").put("name", name).put("arguments", arguments);
        }
        case Part.Refusal(String text) -> message.put("refusal", text);
        case Part.Text text -> said.add(text);
        default -> warnings.add("unsupported_block_type", place);
      }
    }
    if (said.isEmpty()) {
      message.putNull("content");
    } else {
      message.put("content", Part.text(said));
    }
    if (!calls.isEmpty()) {
      message.set("tool_calls", calls);
    }
  }
}
