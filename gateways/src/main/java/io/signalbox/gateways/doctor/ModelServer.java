package io.signalbox.gateways.doctor;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server of models.
 *
 * @param web reaches it
 * @param workload the Deployment behind it; empty when none is found
 * @param expected models and adapters that the router's document sends there
 */
record ModelServer(Web web, Optional<Thing> workload, Set<String> expected) {
  private static final Pattern NAME = Pattern.compile("\"name\"\\s*:\\s*\"([^\"]+)\"");
  private static final String FLAG = "--lora-modules";

  /**
   * The names that the server serves.
   *
   * @throws Web.UnreachableException when it does not answer with a list of models
   */
  Set<String> served() throws Web.UnreachableException {
    var reply = web.ask("/v1/models", Map.of(), null);
    if (reply.status() != 200) {
      throw new Web.UnreachableException("GET /v1/models answers " + reply.status());
    }
    try {
      var names = new TreeSet<String>();
      for (var model : JsonMapper.shared().readTree(reply.body()).path("data")) {
        names.add(model.path("id").asString(""));
      }
      return names;
    } catch (JacksonException e) {
      throw new Web.UnreachableException("GET /v1/models answers no JSON");
    }
  }

  /** The adapters that the server was told to load; empty when its arguments are not known. */
  Optional<Set<String>> loaded() {
    return workload.map(deployment -> {
      var names = new TreeSet<String>();
      for (var container : deployment.parts("spec", "template", "spec", "containers")) {
        var words = new ArrayList<>(container.texts("command"));
        words.addAll(container.texts("args"));
        collect(words, names);
      }
      return names;
    });
  }

  /**
   * Takes {@code --lora-modules} in each of its forms: JSON, {@code name=path}, several in a row.
   */
  private static void collect(Iterable<String> words, Set<String> names) {
    boolean inside = false;
    for (var word : words) {
      if (word.startsWith("--")) {
        inside = word.equals(FLAG);
        if (word.startsWith(FLAG + "=")) {
          add(word.substring(FLAG.length() + 1), names);
        }
      } else if (inside) {
        add(word, names);
      }
    }
  }

  private static void add(String value, Set<String> names) {
    var json = NAME.matcher(value);
    if (json.find()) {
      json.reset().results().map(found -> found.group(1)).forEach(names::add);
    } else if (!value.isBlank()) {
      names.add(value.split("=", 2)[0].strip());
    }
  }
}
