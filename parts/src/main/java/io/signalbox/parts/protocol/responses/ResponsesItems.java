package io.signalbox.parts.protocol.responses;

import io.signalbox.chat.Role;
import io.signalbox.parts.protocol.JsonMembers;
import io.signalbox.parts.protocol.ObjectFields;
import io.signalbox.translate.Part;
import io.signalbox.translate.Turn;
import io.signalbox.translate.Warnings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the items of {@code input} into turns. What the model said stands in items of its own here
 * (thoughts, text, each call) and is one turn there; the results of its calls are the beginning of
 * the turn behind it, wherever they stand.
 */
final class ResponsesItems {
  private record Said(Role role, List<Part> parts) {}

  private final Warnings warnings;
  private final ResponsesContent content;
  private final List<Said> turns = new ArrayList<>();

  ResponsesItems(Warnings warnings) {
    this.warnings = warnings;
    this.content = new ResponsesContent(warnings);
  }

  /** The turns that were read, oldest first; those of nothing are left out. */
  List<Turn> turns() {
    return turns.stream()
        .filter(said -> !said.parts().isEmpty())
        .map(said -> new Turn(said.role(), said.parts()))
        .toList();
  }

  /** Adds a turn of one text. */
  void say(Role role, String text) {
    turns.add(new Said(role, new ArrayList<>(List.of(new Part.Text(text)))));
  }

  /** Reads an {@code input}, a text or a list of items. */
  void read(@Nullable JsonNode input) {
    switch (input) {
      case null -> {}
      case ArrayNode list -> {
        for (int i = 0; i < list.size(); i++) {
          item(list.get(i), "input[%d]".formatted(i));
        }
      }
      case JsonNode text when text.isString() -> say(Role.USER, text.stringValue());
      default ->
          throw JsonMembers.bad(
              "input: %s (expected: a text or an array of items)"
                  .formatted(ObjectFields.kind(input)));
    }
  }

  private void item(JsonNode value, String place) {
    if (!(value instanceof ObjectNode object)) {
      throw JsonMembers.bad(
          "%s: %s (expected: an object)".formatted(place, ObjectFields.kind(value)));
    }
    var fields = new ObjectFields(object, place);
    var type = fields.text("type");
    var kind = type != null ? type : object.has("role") ? "message" : "item_reference";
    switch (kind) {
      case "message" -> message(fields);
      case "reasoning" -> model().add(thinking(fields));
      case "function_call" -> model().add(call(fields, fields.neededText("arguments")));
      case "custom_tool_call" ->
          model().add(call(fields, ResponsesTools.arguments(fields.neededText("input"))));
      case "function_call_output", "custom_tool_call_output" -> results().add(result(fields));
      case "item_reference" ->
          throw JsonMembers.bad(
              place
                  + ": a reference to an item that a backend of the responses API keeps, which this"
                  + " model's backends are not (expected: the item itself)");
      default -> warnings.add("unsupported_item_type", place);
    }
  }

  private void message(ObjectFields fields) {
    var parts = content.read(fields.value("content"), fields.at("content"));
    switch (fields.neededText("role")) {
      case "user" -> turns.add(new Said(Role.USER, new ArrayList<>(parts)));
      case "system" -> turns.add(new Said(Role.SYSTEM, new ArrayList<>(parts)));
      case "developer" -> turns.add(new Said(Role.DEVELOPER, new ArrayList<>(parts)));
      case "assistant" -> model().addAll(parts);
      default -> warnings.add("unsupported_role", fields.at("role"));
    }
  }

  private Part thinking(ObjectFields fields) {
    var parts = content.read(fields.value("content"), fields.at("content"));
    var said =
        parts.isEmpty() ? content.read(fields.value("summary"), fields.at("summary")) : parts;
    var sealed = fields.text("encrypted_content");
    if (sealed != null && ResponsesSeal.open(sealed) == null) {
      warnings.add("unsupported_field", fields.at("encrypted_content"));
    }
    return new Part.Thinking(Part.text(said), sealed == null ? null : ResponsesSeal.open(sealed));
  }

  private static Part call(ObjectFields fields, String arguments) {
    return new Part.ToolCall(callId(fields), fields.neededText("name"), arguments);
  }

  private static String callId(ObjectFields fields) {
    var id = fields.text("call_id");
    return id == null ? fields.neededText("id") : id;
  }

  private Part result(ObjectFields fields) {
    var parts = content.read(fields.value("output"), fields.at("output"));
    return new Part.ToolResult(callId(fields), parts, false);
  }

  /** The parts of the model's turn that is being read. */
  private List<Part> model() {
    if (turns.isEmpty() || turns.getLast().role() != Role.ASSISTANT) {
      turns.add(new Said(Role.ASSISTANT, new ArrayList<>()));
    }
    return turns.getLast().parts();
  }

  /** Where results of the model's newest calls go: in front of all that was said since. */
  private List<Part> results() {
    int behind = turns.size();
    while (behind > 0 && turns.get(behind - 1).role() != Role.ASSISTANT) {
      behind--;
    }
    if (behind == 0) {
      behind = turns.size();
    }
    if (behind == turns.size() || !resultsAlone(turns.get(behind))) {
      turns.add(behind, new Said(Role.USER, new ArrayList<>()));
    }
    return turns.get(behind).parts();
  }

  private static boolean resultsAlone(Said turn) {
    return turn.parts().stream().allMatch(Part.ToolResult.class::isInstance)
        && turn.role() == Role.USER;
  }
}
