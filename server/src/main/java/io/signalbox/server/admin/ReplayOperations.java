package io.signalbox.server.admin;

import io.signalbox.server.admin.Operation.Answer;
import io.signalbox.server.admin.Operation.Question;
import io.signalbox.server.replay.ReplayApi;
import io.signalbox.server.replay.ReplayListQuery;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The endpoints of the records of calls. */
final class ReplayOperations {
  static final String BASE = "/v1/router_replay";
  static final String ONE = BASE + "/{id}";

  private final Supplier<ReplayApi> records;
  private final Predicate<Question> detailed;

  /**
   * @param detailed whether who asks may see what people wrote
   */
  ReplayOperations(Supplier<ReplayApi> records, Predicate<Question> detailed) {
    this.records = records;
    this.detailed = detailed;
  }

  List<Operation> all() {
    return List.of(
        new Operation("GET", BASE, "Records of calls, newest first", this::list),
        new Operation("GET", BASE + "/", "The same", this::list),
        new Operation("GET", BASE + "/aggregate", "Sums over records of calls", this::aggregate),
        new Operation("GET", BASE + "/trajectory", "The records of a session", this::trajectory),
        new Operation("GET", ONE, "One record", this::one));
  }

  private Answer list(Question question) {
    return asked(
        question, query -> records.get().list(ReplayListQuery.of(query.query()), may(question)));
  }

  private Answer aggregate(Question question) {
    return asked(question, query -> records.get().aggregate(ReplayListQuery.filter(query.query())));
  }

  private Answer trajectory(Question question) {
    var session = question.query().getOrDefault("session_id", "").strip();
    if (session.isEmpty()) {
      throw Refusal.invalid("session_id is missing (expected: the id of a session)");
    }
    return asked(question, query -> records.get().trajectory(session, may(question)));
  }

  private Answer one(Question question) {
    var id = question.path().substring(BASE.length() + 1);
    return asked(
        question,
        query ->
            records
                .get()
                .one(id, may(question))
                .orElseThrow(() -> new Refusal(404, "NOT_FOUND", "no record has that id")));
  }

  private boolean may(Question question) {
    return detailed.test(question);
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
