package io.signalbox.server.replay;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts the bodies of a session's records together to one conversation, as far as they are kept. */
final class Trajectory {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Trajectory() {}

  /** Adds what the user said last, and what was answered; a body that was cut is left out. */
  static void append(ArrayNode messages, ObjectNode record) {
    var said = body(record, "request_body").path("messages");
    for (int i = said.size() - 1; i >= 0; i--) {
      if (said.get(i).path("role").asString("").equals("user")) {
        messages.add(said.get(i));
        break;
      }
    }
    var answered = body(record, "response_body").path("choices").path(0).path("message");
    if (answered.isObject()) {
      messages.add(answered);
    }
  }

  private static JsonNode body(ObjectNode record, String key) {
    try {
      return JSON.readTree(record.path(key).asString(""));
    } catch (JacksonException cut) {
      return JSON.missingNode();
    }
  }
}
