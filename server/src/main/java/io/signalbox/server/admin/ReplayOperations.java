package io.signalbox.server.admin;

import io.signalbox.config.Permission;
import io.signalbox.server.admin.Operation.Answer;
import io.signalbox.server.admin.Operation.Question;
import io.signalbox.server.replay.ReplayApi;
import io.signalbox.server.replay.ReplayListQuery;
import io.signalbox.store.ReplayStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The endpoints of the records of calls. */
public final class ReplayOperations {
  private static final String BASE = "/v1/router_replay";

  private final Supplier<Optional<ReplayStore>> store;

  private ReplayOperations(Supplier<Optional<ReplayStore>> store) {
    this.store = store;
  }

  /**
   * The endpoints.
   *
   * @param store of the records; empty as long as there is none
   */
  public static List<Operation> of(Supplier<Optional<ReplayStore>> store) {
    var operations = new ReplayOperations(store);
    return List.of(
        get(BASE, "Records of calls, newest first", operations::list),
        get(BASE + "/aggregate", "Sums over records of calls", operations::aggregate),
        get(BASE + "/trajectory", "The records of a session", operations::trajectory),
        get(BASE + "/{id}", "One record", operations::one));
  }

  private static Operation get(String path, String description, Operation.Action action) {
    return new Operation("GET", path, description, action).needing(Permission.REPLAY_READ);
  }

  private ReplayApi records() {
    return new ReplayApi(store.get().orElseThrow(Refusal::notReady));
  }

  private Answer list(Question question) {
    return asked(
        question, query -> records().list(ReplayListQuery.of(query.query()), may(question)));
  }

  private Answer aggregate(Question question) {
    return asked(question, query -> records().aggregate(ReplayListQuery.filter(query.query())));
  }

  private Answer trajectory(Question question) {
    var session = question.query().getOrDefault("session_id", "").strip();
    if (session.isEmpty()) {
      throw Refusal.invalid("session_id is missing (expected: the id of a session)");
    }
    return asked(question, query -> records().trajectory(session, may(question)));
  }

  private Answer one(Question question) {
    var id = question.variable("id");
    return asked(
        question,
        query ->
            records()
                .one(id, may(question))
                .orElseThrow(() -> new Refusal(404, "NOT_FOUND", "no record has that id")));
  }

  private static boolean may(Question question) {
    return question.caller().may(Permission.REPLAY_DETAIL);
  }

  private static Answer asked(Question question, Function<Question, JsonNode> answer) {
    JsonNode json;
    try {
      json = answer.apply(question);
    } catch (IllegalArgumentException wrong) {
      throw Refusal.invalid(String.valueOf(wrong.getMessage()));
    }
    var bytes = JsonMapper.shared().writeValueAsBytes(json);
    if (bytes.length > ReplayApi.MAX_BYTES) {
      throw new Refusal(
          413,
          "TOO_LARGE",
          "the answer has %d bytes (expected: at most %d; ask for fewer records)"
              .formatted(bytes.length, ReplayApi.MAX_BYTES));
    }
    return new Answer(200, bytes);
  }
}
