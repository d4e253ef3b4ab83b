package io.signalbox.server.explain;

import io.signalbox.engine.Recipe;
import io.signalbox.signal.Fact;
import io.signalbox.signal.Readings;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Writes what was read: each name with its value and where the value must lie. */
final class SignalsJson {
  private SignalsJson() {}

  static ArrayNode of(Recipe recipe, Readings readings) {
    var all = JsonMapper.shared().createArrayNode();
    readings
        .facts()
        .forEach((name, fact) -> {
          var json = all.addObject().put("type", name.type()).put("name", name.name());
          switch (fact) {
            case Fact.Holds(double confidence) ->
                json.put("result", "YES").put("confidence", confidence);
            case Fact.Absent() -> json.put("result", "NO");
            case Fact.Unknown() -> {
              json.put("result", "UNKNOWN");
              var reason = readings.failures().get(name.type());
              if (reason != null) {
                json.put("error", reason);
              }
            }
          }
          var value = readings.value(name);
          if (value != null) {
            json.put("value", value);
          }
          var bounds = recipe.bounds(name);
          if (bounds != null) {
            json.put("threshold", bounds.toString());
          }
        });
    return all;
  }
}
