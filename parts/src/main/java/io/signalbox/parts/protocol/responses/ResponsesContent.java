package io.signalbox.parts.protocol.responses;

import io.signalbox.parts.protocol.DataUrl;
import io.signalbox.parts.protocol.JsonMembers;
import io.signalbox.parts.protocol.ObjectFields;
import io.signalbox.translate.Media;
import io.signalbox.translate.Part;
import io.signalbox.translate.Warnings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the content of items: a text, or a list of parts.
 *
 * @param warnings told of parts that are left out
 */
record ResponsesContent(Warnings warnings) {
  /**
   * Reads a content.
   *
   * @param place of it in the body
   */
  List<Part> read(@Nullable JsonNode content, String place) {
    return switch (content) {
      case null -> List.of();
      case ArrayNode list -> parts(list, place);
      case JsonNode text when text.isString() -> List.of(new Part.Text(text.stringValue()));
      default ->
          throw JsonMembers.bad(
              "%s: %s (expected: a text or an array of parts)"
                  .formatted(place, ObjectFields.kind(content)));
    };
  }

  private List<Part> parts(ArrayNode list, String place) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      var part = part(list.get(i), "%s[%d]".formatted(place, i));
      if (part != null) {
        parts.add(part);
      }
    }
    return parts;
  }

  private @Nullable Part part(JsonNode value, String place) {
    if (value.isString()) {
      return new Part.Text(value.stringValue());
    }
    if (!(value instanceof ObjectNode object)) {
      throw JsonMembers.bad(
          "%s: %s (expected: an object)".formatted(place, ObjectFields.kind(value)));
    }
    var fields = new ObjectFields(object, place);
    var type = fields.text("type");
    return switch (type == null ? "" : type) {
      case "input_text", "output_text", "text", "summary_text", "reasoning_text" ->
          new Part.Text(fields.neededText("text"));
      case "refusal" -> new Part.Refusal(fields.neededText("refusal"));
      case "input_image" -> image(fields, fields.text("image_url"), fields.text("detail"));
      case "image_url" -> chatImage(fields);
      case "input_file" -> file(fields);
      case "input_audio" -> audio(fields);
      default -> {
        warnings.add("unsupported_block_type", place);
        yield null;
      }
    };
  }

  private Part image(ObjectFields fields, @Nullable String url, @Nullable String detail) {
    var id = fields.text("file_id");
    if (url == null && id == null) {
      throw JsonMembers.bad(fields.at("image_url") + ": missing (expected: a URL, or a file_id)");
    }
    return new Part.Image(
        url == null ? new Media.FileId(String.valueOf(id)) : DataUrl.media(url), detail);
  }

  /** A picture as chat completions write it, which clients send here too. */
  private Part chatImage(ObjectFields fields) {
    var inner = fields.value("image_url");
    if (inner instanceof ObjectNode object) {
      var image = new ObjectFields(object, fields.at("image_url"));
      return image(fields, image.neededText("url"), image.text("detail"));
    }
    return image(fields, fields.neededText("image_url"), fields.text("detail"));
  }

  private static Part file(ObjectFields fields) {
    var name = fields.text("filename");
    var data = fields.text("file_data");
    var url = fields.text("file_url");
    var id = fields.text("file_id");
    if (data != null) {
      return new Part.Document(
          data.startsWith("data:") ? DataUrl.media(data) : new Media.Inline(type(name), data),
          name);
    }
    if (url != null) {
      return new Part.Document(DataUrl.media(url), name);
    }
    if (id == null) {
      throw JsonMembers.bad(
          fields.at("file_data") + ": missing (expected: file_data, file_url or file_id)");
    }
    return new Part.Document(new Media.FileId(id), name);
  }

  private static String type(@Nullable String filename) {
    var name = filename == null ? "" : filename.toLowerCase(Locale.ROOT);
    return name.endsWith(".txt") || name.endsWith(".md") ? "text/plain" : "application/pdf";
  }

  private static Part audio(ObjectFields fields) {
    var inner = fields.inner("input_audio");
    var audio = inner == null ? fields : inner;
    return new Part.Audio(
        new Media.Inline("audio/" + audio.neededText("format"), audio.neededText("data")));
  }
}
