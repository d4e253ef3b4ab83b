package io.signalbox.parts.protocol.responses;

import io.signalbox.parts.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A message or a stretch of thought: an item whose parts are texts. */
final class ResponsesSpoken implements ResponsesItem {
  /** What a part says. */
  enum Kind {
    TEXT("output_text", "text", "response.output_text"),
    REFUSAL("refusal", "refusal", "response.refusal"),
    THOUGHT("reasoning_text", "text", "response.reasoning_text");

    private final String type;
    private final String key;
    private final String event;

    Kind(String type, String key, String event) {
      this.type = type;
      this.key = key;
      this.event = event;
    }
  }

  private record Piece(Kind kind, StringBuilder text) {
    ObjectNode json() {
      var part = Json.object().put("type", kind.type).put(kind.key, text.toString());
      if (kind == Kind.TEXT) {
        part.putArray("annotations");
        part.putArray("logprobs");
      }
      return part;
    }
  }

  private final boolean thoughts;
  private final String id;
  private final int index;
  private final ResponsesSink sink;
  private final List<Piece> pieces = new ArrayList<>();
  private String status = "in_progress";
  private @Nullable String signature;

  /**
   * @param thoughts whether the model thinks; else it speaks
   * @param index of the item in the output
   */
  ResponsesSpoken(boolean thoughts, String id, int index, ResponsesSink sink) {
    this.thoughts = thoughts;
    this.id = id;
    this.index = index;
    this.sink = sink;
    sink.event(
        "response.output_item.added", Json.object().put("output_index", index).set("item", json()));
  }

  boolean open() {
    return status.equals("in_progress");
  }

  boolean thoughts() {
    return thoughts;
  }

  void sign(String mark) {
    signature = mark;
  }

  void say(Kind kind, String text) {
    if (pieces.isEmpty() || pieces.getLast().kind != kind) {
      endPiece();
      pieces.add(new Piece(kind, new StringBuilder()));
      sink.event("response.content_part.added", at().set("part", pieces.getLast().json()));
    }
    pieces.getLast().text.append(text);
    sink.event(kind.event + ".delta", probed(kind, at().put("delta", text)));
  }

  private void endPiece() {
    if (!pieces.isEmpty()) {
      var piece = pieces.getLast();
      var told = at().put(piece.kind.key, piece.text.toString());
      sink.event(piece.kind.event + ".done", probed(piece.kind, told));
      sink.event("response.content_part.done", at().set("part", piece.json()));
    }
  }

  private ObjectNode at() {
    return Json.object()
        .put("item_id", id)
        .put("output_index", index)
        .put("content_index", pieces.size() - 1);
  }

  private static ObjectNode probed(Kind kind, ObjectNode event) {
    if (kind == Kind.TEXT) {
      event.putArray("logprobs");
    }
    return event;
  }

  @Override
  public void close(String ending) {
    if (open()) {
      endPiece();
      status = ending;
      sink.event(
          "response.output_item.done",
          Json.object().put("output_index", index).set("item", json()));
    }
  }

  @Override
  public ObjectNode json() {
    var item = Json.object().put("id", id).put("type", thoughts ? "reasoning" : "message");
    if (thoughts) {
      item.putArray("summary");
    } else {
      item.put("status", status).put("role", "assistant");
    }
    var content = item.putArray("content");
    pieces.forEach(piece -> content.add(piece.json()));
    if (signature != null) {
      item.put("encrypted_content", ResponsesSeal.close(signature));
    }
    return item;
  }
}
