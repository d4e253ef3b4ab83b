package io.signalbox.simulator;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A response object, or the events by which it grows: thoughts, where there are some, then a
 * message.
 */
final class ResponseDocument implements ReplyDocument {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final CompletionCall call;
  private final Answer answer;
  private final String id;
  private final long createdSeconds;
  private int sequence;

  /**
   * @param id without its prefix
   */
  ResponseDocument(CompletionCall call, Answer answer, String id, long createdSeconds) {
    this.call = call;
    this.answer = answer;
    this.id = id;
    this.createdSeconds = createdSeconds;
  }

  /** A stretch of the answer: all of its thoughts, or all of its message. */
  private record Stretch(boolean thoughts, int index, String id) {
    private String partType() {
      return thoughts ? "reasoning_text" : "output_text";
    }

    private ObjectNode part(String text) {
      ObjectNode part = JSON.objectNode().put("type", partType()).put("text", text);
      if (!thoughts) {
        part.putArray("annotations");
      }
      return part;
    }

    private ObjectNode item(String status, ArrayNode content) {
      ObjectNode item =
          JSON.objectNode().put("id", id).put("type", thoughts ? "reasoning" : "message");
      if (thoughts) {
        item.putArray("summary");
      } else {
        item.put("role", "assistant").put("status", status);
      }
      return item.set("content", content);
    }

    private ObjectNode whole(String status, String text) {
      return item(status, JSON.arrayNode().add(part(text)));
    }
  }

  private Stretch thoughts() {
    return new Stretch(true, 0, "rs_" + id);
  }

  private Stretch message() {
    return new Stretch(false, answer.reasoningTokens() > 0 ? 1 : 0, "msg_" + id);
  }

  private String status() {
    return answer.complete() ? "completed" : "incomplete";
  }

  @Override
  public ObjectNode whole() {
    ObjectNode response = response(status(), output());
    ObjectNode usage = response.putObject("usage").put("input_tokens", call.promptTokens());
    usage.putObject("input_tokens_details").put("cached_tokens", 0);
    usage.put("output_tokens", answer.tokens().size());
    usage.putObject("output_tokens_details").put("reasoning_tokens", answer.reasoningTokens());
    return response.set(
        "usage", usage.put("total_tokens", call.promptTokens() + answer.tokens().size()));
  }

  private ArrayNode output() {
    ArrayNode output = JSON.arrayNode();
    if (answer.reasoningTokens() > 0) {
      output.add(thoughts().whole("completed", answer.reasoning()));
    }
    if (answer.tokens().size() > answer.reasoningTokens()) {
      output.add(message().whole(status(), answer.content()));
    }
    return output;
  }

  private ObjectNode response(String status, ArrayNode output) {
    ObjectNode response =
        JSON.objectNode()
            .put("id", "resp_" + id)
            .put("model", call.model())
            .put("object", "response")
            .put("created_at", createdSeconds)
            .put("status", status)
            .putNull("error")
            .putNull("incomplete_details");
    if (status.equals("incomplete")) {
      response.putObject("incomplete_details").put("reason", "max_output_tokens");
    }
    response.set("output", output);
    response.put("parallel_tool_calls", true).put("tool_choice", "auto").putArray("tools");
    response.putObject("text").putObject("format").put("type", "text");
    return response.putNull("usage");
  }

  @Override
  public List<ObjectNode> opening(Answer first) {
    return List.of(
        event("response.created").set("response", response("in_progress", JSON.arrayNode())),
        event("response.in_progress").set("response", response("in_progress", JSON.arrayNode())));
  }

  @Override
  public List<ObjectNode> delta(Answer growing, int token) {
    List<ObjectNode> events = new ArrayList<>();
    Stretch stretch = growing.isReasoning(token) ? thoughts() : message();
    if (token == 0) {
      begin(stretch, events);
    } else if (token == growing.reasoningTokens()) {
      finish(thoughts(), "completed", growing.reasoning(), events);
      begin(stretch, events);
    }
    events.add(
        at("response." + stretch.partType() + ".delta", stretch)
            .put("delta", growing.tokens().get(token)));
    return events;
  }

  private void begin(Stretch stretch, List<ObjectNode> events) {
    events.add(
        event("response.output_item.added")
            .put("output_index", stretch.index())
            .set("item", stretch.item("in_progress", JSON.arrayNode())));
    events.add(at("response.content_part.added", stretch).set("part", stretch.part("")));
  }

  private void finish(Stretch stretch, String status, String text, List<ObjectNode> events) {
    events.add(at("response." + stretch.partType() + ".done", stretch).put("text", text));
    events.add(at("response.content_part.done", stretch).set("part", stretch.part(text)));
    events.add(
        event("response.output_item.done")
            .put("output_index", stretch.index())
            .set("item", stretch.whole(status, text)));
  }

  private ObjectNode at(String type, Stretch stretch) {
    return event(type)
        .put("item_id", stretch.id())
        .put("output_index", stretch.index())
        .put("content_index", 0);
  }

  private ObjectNode event(String type) {
    return JSON.objectNode().put("type", type).put("sequence_number", sequence++);
  }

  @Override
  public List<ObjectNode> closing(Answer last) {
    List<ObjectNode> events = new ArrayList<>();
    boolean thinking = last.reasoningTokens() == last.tokens().size();
    finish(
        thinking ? thoughts() : message(),
        status(),
        thinking ? last.reasoning() : last.content(),
        events);
    return events;
  }

  @Override
  public List<ObjectNode> ending() {
    return List.of(event("response." + status()).set("response", whole()));
  }

  @Override
  public Buffer frame(ObjectNode event) {
    return Buffer.buffer("event: " + event.get("type").stringValue() + "\ndata: ")
        .appendBytes(Json.bytes(event))
        .appendString("\n\n");
  }

  @Override
  public Buffer mark() {
    return Buffer.buffer();
  }
}
