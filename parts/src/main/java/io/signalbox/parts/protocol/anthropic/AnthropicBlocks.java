package io.signalbox.parts.protocol.anthropic;

import io.signalbox.parts.protocol.Json;
import io.signalbox.translate.Media;
import io.signalbox.translate.Part;
import io.signalbox.translate.Warnings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the content blocks of a messages request. */
record AnthropicBlocks(Warnings warnings) {
  List<Part> read(JsonNode content, String place) {
    if (content.isString()) {
      var text = content.stringValue();
      return text.isEmpty() ? List.of() : List.of(new Part.Text(text));
    }
    var parts = new ArrayList<Part>();
    int index = 0;
    for (var block : content) {
      var at = place + "[" + index + "]";
      warnOfCaching(block, at);
      var part = part(block, at);
      if (part == null) {
        warnings.add("unsupported_block_type", at);
      } else {
        parts.add(part);
      }
      index++;
    }
    return parts;
  }

  void warnOfCaching(JsonNode block, String place) {
    if (block.path("cache_control").isObject()) {
      warnings.add("unsupported_field", place + ".cache_control");
    }
  }

  private @Nullable Part part(JsonNode block, String place) {
    return switch (block.path("type").asString("")) {
      case "text" -> new Part.Text(block.path("text").asString(""));
      case "image" -> {
        var media = media(block.path("source"));
        yield media == null ? null : new Part.Image(media, null);
      }
      case "document" -> {
        var media = media(block.path("source"));
        yield media == null ? null : new Part.Document(media, Json.string(block, "title"));
      }
      case "thinking" ->
          new Part.Thinking(block.path("thinking").asString(""), Json.string(block, "signature"));
      case "tool_use" ->
          new Part.ToolCall(
              block.path("id").asString(""),
              block.path("name").asString(""),
              Json.text(block.path("input").isObject() ? block.path("input") : Json.object()));
      case "tool_result" ->
          new Part.ToolResult(
              block.path("tool_use_id").asString(""),
              read(block.path("content"), place + ".content"),
              block.path("is_error").asBoolean(false));
      default -> null;
    };
  }

  private static @Nullable Media media(JsonNode source) {
    return switch (source.path("type").asString("")) {
      case "base64" ->
          new Media.Inline(
              source.path("media_type").asString("application/octet-stream"),
              source.path("data").asString(""));
      case "text" -> {
        var bytes = source.path("data").asString("").getBytes(StandardCharsets.UTF_8);
        yield new Media.Inline("text/plain", Base64.getEncoder().encodeToString(bytes));
      }
      case "url" -> new Media.Url(source.path("url").asString(""));
      case "file" -> new Media.FileId(source.path("file_id").asString(""));
      default -> null;
    };
  }
}
