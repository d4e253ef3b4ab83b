package io.signalbox.server.replay;

import io.signalbox.store.ReplayQuery;
import io.signalbox.store.ReplayRecord;
import io.signalbox.store.ReplayStore;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What can be asked of the records. Bodies are shown only to those who may see details. */
public final class ReplayApi {
  /** The longest answer, in bytes. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final List<String> BODIES = List.of("request_body", "response_body");
  private static final int MOST_TURNS = 1000;

  private final ReplayStore store;

  public ReplayApi(ReplayStore store) {
    this.store = store;
  }

  /**
   * A page of records, newest first.
   *
   * @param details whether bodies are wanted, and may be shown
   */
  public ObjectNode list(ReplayListQuery query, boolean details) {
    var page = store.list(query.filter(), query.offset(), query.limit());
    int offset = Math.min(query.offset(), page.total());
    int end = offset + page.records().size();
    var json = JSON.createObjectNode();
    json.put("object", "router_replay.list");
    json.put("count", page.records().size());
    json.put("total", page.total());
    json.put("limit", query.limit());
    json.put("offset", offset);
    json.put("has_more", end < page.total());
    if (end < page.total()) {
      json.put("next_offset", end);
    }
    var data = json.putArray("data");
    page.records().forEach(record -> data.add(shown(record, details && query.details())));
    return json;
  }

  /** One record, or empty when there is none with that id. */
  public Optional<ObjectNode> one(String id, boolean details) {
    return store.find(id).map(record -> shown(record, details));
  }

  /** The records of a session in the order of time, with what its turns were about. */
  public ObjectNode trajectory(String sessionId, boolean details) {
    var page = store.list(ReplayQuery.ofSession(sessionId), 0, MOST_TURNS);
    var json = JSON.createObjectNode();
    json.put("object", "router_replay.trajectory");
    json.put("session_id", sessionId);
    json.put("record_count", page.records().size());
    var messages = json.putArray("messages");
    var turns = json.putArray("turns");
    for (var record : page.records().reversed()) {
      var whole = shown(record, details);
      var turn = turns.addObject();
      for (var key :
          List.of(
              "id",
              "timestamp",
              "turn_index",
              "decision",
              "selected_model",
              "lifecycle_state",
              "response_status",
              "prompt_tokens",
              "completion_tokens")) {
        var value = whole.get(key);
        if (value != null) {
          turn.set(key, value);
        }
      }
      if (details) {
        Trajectory.append(messages, whole);
      }
    }
    return json;
  }

  /** Sums over all matching records. */
  public ObjectNode aggregate(ReplayQuery query) {
    var sums = new ReplaySums();
    store.each(
        ReplayQuery.ALL,
        record -> {
          sums.offer(record.keys());
          if (query.matches(record.keys())) {
            sums.add(record.keys(), JSON.readTree(record.json()));
          }
        });
    return sums.json();
  }

  private static ObjectNode shown(ReplayRecord record, boolean details) {
    JsonNode json = JSON.readTree(record.json());
    var object = json instanceof ObjectNode known ? known : JSON.createObjectNode();
    if (!details) {
      var redacted = BODIES.stream().filter(object::has).toList();
      redacted.forEach(object::remove);
      if (!redacted.isEmpty()) {
        object.put("redacted", true);
      }
    }
    return object;
  }
}
