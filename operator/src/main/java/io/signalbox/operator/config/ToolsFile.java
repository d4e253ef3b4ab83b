package io.signalbox.operator.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;

/**
 * The file of {@code spec.toolsDb}: a JSON array of {@code {tool, description, category, tags}}.
 */
final class ToolsFile {
  static final String NAME = "tools_db.json";

  private ToolsFile() {}

  /** The file's text. An entry that no model could be offered is left out, with a warning. */
  static String of(JsonNode toolsDb, Draft draft) {
    var kept = JsonNodeFactory.instance.arrayNode();
    var names = new HashSet<String>();
    for (int i = 0; i < toolsDb.size(); i++) {
      var name = toolsDb.get(i).path("tool").path("function").path("name").asText("");
      var place = "spec.toolsDb[" + i + "].tool.function.name";
      if (name.isBlank()) {
        draft.warning(place, "missing, so the tool is left out (expected: the name of a function)");
      } else if (!names.add(name)) {
        draft.warning(place, name + " stands twice, so this one is left out");
      } else {
        kept.add(toolsDb.get(i));
      }
    }
    return kept.toString();
  }
}
