package io.signalbox.backends.replay;

import io.signalbox.store.ReplayRecord;
import io.signalbox.store.ReplayRecord.Keys;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A record as a line of a file. */
final class RecordLine {
  private static final JsonMapper JSON = JsonMapper.shared();

  private RecordLine() {}

  /**
   * A line that was read.
   *
   * @param id of the record
   * @param record the record, or empty when the line says that it was removed
   */
  record Read(String id, Optional<ReplayRecord> record) {}

  static byte[] of(ReplayRecord record) {
    var line = JSON.createObjectNode();
    var keys = record.keys();
    line.put("id", record.id()).put("time", record.time().toString());
    line.putObject("keys")
        .put("request_id", keys.requestId())
        .put("session_id", keys.sessionId())
        .put("recipe", keys.recipe())
        .put("decision", keys.decision())
        .put("original_model", keys.originalModel())
        .put("selected_model", keys.selectedModel())
        .put("streaming", keys.streaming())
        .put("from_cache", keys.fromCache());
    line.put("record", record.json());
    return bytes(line);
  }

  static byte[] removed(String id) {
    return bytes(JSON.createObjectNode().put("id", id));
  }

  private static byte[] bytes(JsonNode line) {
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Reads a line; empty when it is not whole. */
  static Optional<Read> read(byte[] line) {
    try {
      var json = JSON.readTree(line);
      var id = json.path("id").asString("");
      if (id.isEmpty()) {
        return Optional.empty();
      }
      if (!json.has("record")) {
        return Optional.of(new Read(id, Optional.empty()));
      }
      var keys = json.path("keys");
      var record =
          new ReplayRecord(
              id,
              Instant.parse(json.path("time").asString("")),
              new Keys(
                  keys.path("request_id").asString(""),
                  keys.path("session_id").asString(""),
                  keys.path("recipe").asString(""),
                  keys.path("decision").asString(""),
                  keys.path("original_model").asString(""),
                  keys.path("selected_model").asString(""),
                  keys.path("streaming").asBoolean(false),
                  keys.path("from_cache").asBoolean(false)),
              json.path("record").asString(""));
      return Optional.of(new Read(id, Optional.of(record)));
    } catch (JacksonException | DateTimeException torn) {
      return Optional.empty();
    }
  }
}
