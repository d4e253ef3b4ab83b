package io.signalbox.parts.protocol;

import io.signalbox.chat.OfferedTool;
import io.signalbox.chat.ToolChoice;
import io.signalbox.chat.ToolChoice.Mode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What one protocol calls the things that a {@link JsonEditor} changes. */
public interface BodyForm {
  /** The keys of the published request object. */
  Set<String> known();

  /** The keys that bound the tokens of the answer. */
  List<String> answerCaps();

  /** The keys that say how many answers are made. */
  List<String> choiceCaps();

  /** The keys whose values are arrays of things that may be called. */
  List<String> toolLists();

  /** The keys that mean nothing without tools, besides {@link #toolLists}. */
  List<String> aboutTools();

  /** What stands in one of the lists. */
  OfferedTool tool(String list, String json);

  /** A function of OpenAI's form in this one. */
  OfferedTool adopt(String function);

  /** What the body says about which tool is called. */
  ToolChoice choice(ObjectSplice body);

  /** The name that a tool, or what refers to it, goes by. */
  default String nameOf(JsonNode tool) {
    for (var nested : List.of("function", "custom")) {
      if (tool.path(nested).isObject()) {
        return name(tool.path(nested));
      }
    }
    return name(tool);
  }

  /** A choice as OpenAI's APIs write it: a word or an object. */
  default ToolChoice choice(@Nullable String word, @Nullable String json) {
    if (word != null) {
      return switch (word) {
        case "auto" -> ToolChoice.of(Mode.AUTO);
        case "none" -> ToolChoice.of(Mode.NONE);
        case "required" -> ToolChoice.of(Mode.REQUIRED);
        default -> ToolChoice.UNSAID;
      };
    }
    var object = json == null ? null : Json.object(json);
    if (object == null) {
      return ToolChoice.UNSAID;
    }
    if ("allowed_tools".equals(Json.string(object, "type"))) {
      var names = new HashSet<String>();
      allowed(object).forEach(tool -> names.add(nameOf(tool)));
      return new ToolChoice(Mode.ALLOWED, names);
    }
    return new ToolChoice(Mode.NAMED, Set.of(nameOf(object)));
  }

  /** A choice with the tools it allows cut down to some; null when nothing is left of it. */
  default @Nullable String narrowed(String choice, Set<String> names) {
    var object = Json.object(choice);
    if (object == null) {
      return null;
    }
    var allowed = allowed(object);
    int before = allowed.size();
    allowed.removeIf(tool -> !names.contains(nameOf(tool)));
    if (allowed.isEmpty()) {
      return null;
    }
    return allowed.size() == before ? choice : Json.text(object);
  }

  private static ArrayNode allowed(ObjectNode choice) {
    var nested = choice.path("allowed_tools").path("tools");
    return (nested.isArray() ? nested : choice.path("tools")) instanceof ArrayNode list
        ? list
        : Json.array();
  }

  /** Removes past calls and results. */
  void stripToolHistory(ObjectSplice body);

  /** The places of results of tools whose content is a text. */
  ToolResults results(ObjectSplice body);

  /** The name or else the type of an object. */
  static String name(JsonNode object) {
    var name = Json.string(object, "name");
    return name != null ? name : object.path("type").asString("");
  }

  /** An object, or an empty one where there is none. */
  static JsonNode object(@Nullable String json) {
    var object = json == null ? null : Json.object(json);
    return object == null ? Json.object() : object;
  }
}
