package io.signalbox.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.fleet.Model;
import io.signalbox.learn.Memory;
import io.signalbox.learn.Outcomes;
import io.signalbox.select.Candidate;
import io.signalbox.select.Learned;
import io.signalbox.select.RouteName;
import io.signalbox.select.Selection;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeIT {
  private static final RouteName ROUTE = new RouteName("default", "d");
  private static final String GOOD =
      "{\"replay_id\": \"r1\", \"target\": \"model\", \"verdict\": \"good_fit\"}";

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final InstantSource clock = () -> now;
  private final Memory memory = new Memory(clock);
  private Optional<Outcomes> outcomes = Optional.of(new Outcomes(memory));
  private final Rig rig =
      new Rig(Optional.empty(), List.of(OutcomeOperation.of(() -> outcomes, clock)));

  OutcomeIT() {
    var model = new Model("a", null, null, null, Map.of(), List.of());
    memory.chosen(
        "r1",
        ROUTE,
        new Selection(new Candidate(model, null), "static", "first")
            .withLearned(new Learned(true, "", "", List.of("a", "b"), List.of())));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private HttpResponse<String> post(String key, String body) {
    var request = rig.request("/v1/router/outcomes").POST(BodyPublishers.ofString(body));
    return rig.send(key.isEmpty() ? request : request.header("Idempotency-Key", key));
  }

  @Test
  void anOutcomeIsTakenOnce() {
    var first = rig.json(post("k1", GOOD), 200);
    assertThat(first.toString())
        .isEqualTo(
            "{\"success\":true,\"updated\":1,\"recorded\":true,\"duplicate\":false,"
                + "\"timestamp\":\"2026-01-01T00:00:00Z\"}");
    var second = rig.json(post("k1", GOOD), 200);
    assertThat(second.get("duplicate").booleanValue()).isTrue();
    assertThat(second.get("updated").intValue()).isZero();
    assertThat(memory.experience().of(ROUTE, "a").good()).isEqualTo(1);
  }

  @Test
  void anOutcomeAboutTheRouteIsRecordedOnly() {
    var answer =
        rig.json(
            post(
                "k1",
                "{\"replay_id\": \"r1\", \"target\": \"route\", \"verdict\": \"failed\","
                    + " \"score\": 0.5, \"reason\": \"x\", \"metadata\": {\"a\": \"b\"}}"),
            200);
    assertThat(answer.get("updated").intValue()).isZero();
    assertThat(answer.get("recorded").booleanValue()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | INVALID_OUTCOME",
        "[] | INVALID_INPUT",
        "{ | INVALID_INPUT",
        "{\"replay_id\": 3} | INVALID_OUTCOME",
        "{\"replay_id\": \"r1\", \"target\": \"moon\", \"verdict\": \"failed\"} | INVALID_OUTCOME",
        "{\"replay_id\": \"r1\", \"target\": \"model\", \"verdict\": \"fine\"} | INVALID_OUTCOME",
        "{\"replay_id\": \"r1\", \"target\": \"model\", \"verdict\": \"failed\", \"score\": 1.1}"
            + " | INVALID_OUTCOME",
        "{\"replay_id\": \"r1\", \"target\": \"model\", \"verdict\": \"failed\", \"score\": \"1\"}"
            + " | INVALID_OUTCOME",
        "{\"replay_id\": \"r1\", \"target\": \"model\", \"verdict\": \"failed\", \"source\": \"x\"}"
            + " | INVALID_OUTCOME",
        "{\"replay_id\": \"r1\", \"target\": \"model\", \"verdict\": \"failed\", \"metadata\": 1}"
            + " | INVALID_OUTCOME",
      })
  void whatIsWrongIsRefusedWithoutQuotingIt(String body, String code) {
    var answer = post("k1", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(code);
  }

  @Test
  void aKeyIsRequiredAndShort() {
    assertThat(post("", GOOD).body()).contains("MISSING_IDEMPOTENCY_KEY");
    assertThat(post(" ", GOOD).statusCode()).isEqualTo(400);
    assertThat(post("k".repeat(257), GOOD).body()).contains("INVALID_IDEMPOTENCY_KEY");
    assertThat(post("k".repeat(256), GOOD).statusCode()).isEqualTo(200);
  }

  @Test
  void aCallNobodyRemembersAndAnotherModelAreRefused() {
    var unknown = post("k1", GOOD.replace("r1", "r2"));
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("REPLAY_NOT_FOUND").doesNotContain("r2");
    for (var claim :
        List.of("\"target_ref\": \"b\"", "\"metadata\": {\"selected_model\": \"b\"}")) {
      var other = post("k1", GOOD.replace("}", ", " + claim + "}"));
      assertThat(other.statusCode()).isEqualTo(409);
      assertThat(other.body()).contains("OUTCOME_OWNERSHIP_MISMATCH");
    }
  }

  @Test
  void sixtyAMinuteAreTaken() {
    for (int i = 0; i < 60; i++) {
      assertThat(post("k" + i, GOOD).statusCode()).isEqualTo(200);
    }
    var refused = post("k60", GOOD);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("RATE_LIMITED");
    now = now.plusSeconds(60);
    assertThat(post("k60", GOOD).statusCode()).isEqualTo(200);
  }

  @Test
  void whereNothingIsLearntThatIsSaid() {
    outcomes = Optional.empty();
    var refused = post("k1", GOOD);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("NO_ROUTER_LEARNING_RUNTIME");
  }
}
