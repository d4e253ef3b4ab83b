package io.signalbox.parts.protocol.openai;

import io.signalbox.parts.protocol.DataUrl;
import io.signalbox.parts.protocol.Json;
import io.signalbox.translate.Media;
import io.signalbox.translate.Part;
import io.signalbox.translate.Warnings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the content of a chat completions message. */
record OpenAiParts(Warnings warnings) {
  List<Part> read(JsonNode content, String place) {
    if (content.isString()) {
      var text = content.stringValue();
      return text.isEmpty() ? List.of() : List.of(new Part.Text(text));
    }
    var parts = new ArrayList<Part>();
    int index = 0;
    for (var element : content) {
      var at = place + "[" + index + "]";
      var part = element.isString() ? new Part.Text(element.stringValue()) : part(element);
      if (part == null) {
        warnings.add("unsupported_block_type", at);
      } else {
        parts.add(part);
      }
      index++;
    }
    return parts;
  }

  private static @Nullable Part part(JsonNode part) {
    return switch (part.path("type").asString("")) {
      case "text" -> new Part.Text(part.path("text").asString(""));
      case "refusal" -> new Part.Refusal(part.path("refusal").asString(""));
      case "image_url" -> image(part.path("image_url"));
      case "input_audio" -> {
        var audio = part.path("input_audio");
        var type = "audio/" + audio.path("format").asString("wav");
        yield new Part.Audio(new Media.Inline(type, audio.path("data").asString("")));
      }
      case "file" -> file(part.path("file"));
      default -> null;
    };
  }

  private static @Nullable Part image(JsonNode image) {
    var url = image.isString() ? image.stringValue() : image.path("url").asString("");
    return url.isEmpty() ? null : new Part.Image(DataUrl.media(url), Json.string(image, "detail"));
  }

  private static @Nullable Part file(JsonNode file) {
    var name = Json.string(file, "filename");
    var data = Json.string(file, "file_data");
    if (data != null) {
      return new Part.Document(DataUrl.media(data), name);
    }
    var id = Json.string(file, "file_id");
    return id == null ? null : new Part.Document(new Media.FileId(id), name);
  }
}
