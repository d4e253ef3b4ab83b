package io.signalbox.parts.protocol.anthropic;

import io.signalbox.chat.Role;
import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.JsonMembers;
import io.signalbox.translate.Media;
import io.signalbox.translate.Part;
import io.signalbox.translate.Turn;
import io.signalbox.translate.Warnings;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes turns as the {@code system} and {@code messages} of a messages request. Turns of one side
 * that follow each other become one message, as the API demands of results of tools.
 */
final class AnthropicMessages {
  private static final Pattern NOT_IN_IDS = Pattern.compile("[^a-zA-Z0-9_-]");

  private final Warnings warnings;

  AnthropicMessages(Warnings warnings) {
    this.warnings = warnings;
  }

  void write(List<Turn> turns, ObjectNode body) {
    var system = Json.array();
    var messages = Json.array();
    int index = 0;
    for (var turn : turns) {
      var place = "messages[" + index + "]";
      if (turn.role().instructs()) {
        if (!messages.isEmpty()) {
          warnings.add("unsupported_role", place + ".role");
        }
        blocks(turn, place, system);
      } else {
        message(turn, place, messages);
      }
      index++;
    }
    if (messages.isEmpty() && !system.isEmpty()) {
      // The API answers users only.
      warnings.add("unsupported_role", "messages");
      messages.addObject().put("role", "user").set("content", system);
    } else if (system.size() == 1) {
      body.set("system", system.get(0).path("text"));
    } else if (!system.isEmpty()) {
      body.set("system", system);
    }
    if (messages.isEmpty()) {
      throw JsonMembers.bad("messages: nothing that can be translated");
    }
    body.set("messages", messages);
  }

  private void message(Turn turn, String place, ArrayNode messages) {
    var role = turn.role() == Role.ASSISTANT ? "assistant" : "user";
    var last = messages.isEmpty() ? null : messages.get(messages.size() - 1);
    if (last instanceof ObjectNode same
        && same.path("role").stringValue().equals(role)
        && same.path("content") instanceof ArrayNode content) {
      blocks(turn, place, content);
      return;
    }
    var content = Json.array();
    blocks(turn, place, content);
    if (!content.isEmpty()) {
      messages.addObject().put("role", role).set("content", content);
    }
  }

  private void blocks(Turn turn, String place, ArrayNode to) {
    int index = 0;
    for (var part : turn.parts()) {
      var at = place + ".content[" + index + "]";
      if (turn.role().instructs() && !(part instanceof Part.Text)) {
        warnings.add("unsupported_block_type", at);
      } else {
        block(part, at, to);
      }
      index++;
    }
  }

  private void block(Part part, String place, ArrayNode to) {
    switch (part) {
      // The API refuses empty texts.
      case Part.Text(String text) -> {
        if (!text.isBlank()) {
          to.addObject().put("type", "text").put("text", text);
        }
      }
      case Part.Refusal(String text) -> to.addObject().put("type", "text").put("text", text);
      case Part.Image(Media media, var detail) -> media("image", media, null, place, to);
      case Part.Document(Media media, var name) -> media("document", media, name, place, to);
      case Part.Thinking(String text, var signature) -> {
        if (signature == null || signature.isEmpty()) {
          warnings.add("unsupported_block_type", place);
        } else {
          to.addObject().put("type", "thinking").put("thinking", text).put("signature", signature);
        }
      }
      case Part.ToolCall(String id, String name, String arguments) ->
          to.addObject()
              .put("type", "tool_use")
              .put("id", id(id))
              .put("name", name)
              .set("input", input(arguments, place));
      case Part.ToolResult(String callId, List<Part> parts, boolean error) -> {
        var result = to.addObject().put("type", "tool_result").put("tool_use_id", id(callId));
        var content = result.putArray("content");
        for (var inner : parts) {
          block(inner, place, content);
        }
        if (error) {
          result.put("is_error", true);
        }
      }
      case Part.Audio audio -> warnings.add("unsupported_block_type", place);
    }
  }

  private static String id(String id) {
    return NOT_IN_IDS.matcher(id).replaceAll("_");
  }

  /** The arguments of a call as the object they must be. */
  private ObjectNode input(String arguments, String place) {
    if (arguments.isBlank()) {
      return Json.object();
    }
    var object = Json.object(arguments);
    if (object == null) {
      warnings.add("invalid_tool_arguments", place);
      return Json.object().put("arguments", arguments);
    }
    return object;
  }

  private void media(String type, Media media, @Nullable String title, String place, ArrayNode to) {
    var source = Json.object();
    switch (media) {
      case Media.Url(String url) -> source.put("type", "url").put("url", url);
      case Media.Inline(String mediaType, String base64) -> {
        if (!inline(type, mediaType, base64, source)) {
          warnings.add("unsupported_block_type", place);
          return;
        }
      }
      case Media.FileId id -> {
        warnings.add(type + "_file_id_unresolved", place);
        return;
      }
    }
    var block = to.addObject().put("type", type);
    block.set("source", source);
    if (title != null) {
      block.put("title", title);
    }
  }

  private static boolean inline(String type, String mediaType, String base64, ObjectNode source) {
    if (type.equals("document") && mediaType.startsWith("text/")) {
      try {
        var text = new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
        source.put("type", "text").put("media_type", "text/plain").put("data", text);
        return true;
      } catch (IllegalArgumentException notBase64) {
        return false;
      }
    }
    source.put("type", "base64").put("media_type", mediaType).put("data", base64);
    return type.equals("image") == mediaType.startsWith("image/");
  }
}
