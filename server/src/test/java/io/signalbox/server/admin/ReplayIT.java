package io.signalbox.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.ManagementAuth;
import io.signalbox.config.ManagementAuth.Mode;
import io.signalbox.server.admin.access.AccessPolicy;
import io.signalbox.server.reload.Documents;
import io.signalbox.store.ReplayRecord;
import io.signalbox.store.ReplayRecord.Keys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReplayIT {
  private final Rig rig = Rig.ready(Documents.YAML);

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  private void put(int number, String session) {
    var json =
        """
        {"id":"id-%d","decision":"d","selected_model":"m","lifecycle_state":"completed",\
        "signals":{"keyword":["k"]},"prompt_tokens":3,"completion_tokens":2,\
        "request_body":"secret","turn_index":%d}\
        """
            .formatted(number, number);
    rig.records.put(
        new ReplayRecord(
            "id-" + number,
            Instant.now().minusSeconds(1000 - number),
            new Keys("r-" + number, session, "default", "d", "auto", "m", false, false),
            json));
  }

  @Test
  void listsPageByPageWithoutBodies() throws Exception {
    for (int i = 0; i < 25; i++) {
      put(i, "s");
    }
    var reply = rig.get("/v1/router_replay?limit=10&offset=20");
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("cache-control")).contains("no-store");
    var json = rig.json(reply, 200);
    assertThat(json.get("object").stringValue()).isEqualTo("router_replay.list");
    assertThat(json.get("count").intValue()).isEqualTo(5);
    assertThat(json.get("total").intValue()).isEqualTo(25);
    assertThat(json.get("has_more").booleanValue()).isFalse();
    assertThat(json.has("next_offset")).isFalse();
    assertThat(json.get("data").get(0).get("id").stringValue()).isEqualTo("id-4");
    assertThat(reply.body()).doesNotContain("secret");
    var first = rig.json(rig.get("/v1/router_replay/"), 200);
    assertThat(first.get("limit").intValue()).isEqualTo(20);
    assertThat(first.get("has_more").booleanValue()).isTrue();
    assertThat(first.get("next_offset").intValue()).isEqualTo(20);
    assertThat(first.toString()).doesNotContain("secret");
  }

  @Test
  void wrongParametersAreRefused() throws Exception {
    for (var query :
        new String[] {
          "limit=0", "limit=x", "offset=-1", "showDetails=maybe", "cache_status=warm"
        }) {
      assertThat(rig.get("/v1/router_replay?" + query).statusCode()).as(query).isEqualTo(400);
    }
    assertThat(rig.get("/v1/router_replay/trajectory").statusCode()).isEqualTo(400);
  }

  @Test
  void bodiesAreForThoseWhoMaySeeThem() throws Exception {
    var token = new ManagementAuth.Token("T", "viewer");
    var auth = new ManagementAuth(Mode.BEARER, List.of(token), Map.of());
    var guard =
        new AdminApi.Guard(AccessPolicy.of(auth, name -> Optional.of("the-token")), act -> {});
    try (var guarded = Rig.guarded(Documents.YAML, guard, List.of())) {
      guarded.records.put(
          new ReplayRecord(
              "id-1",
              Instant.now(),
              new Keys("r", "s", "default", "d", "auto", "m", false, false),
              "{\"id\":\"id-1\",\"request_body\":\"secret\"}"));
      for (var path : List.of("/id-1", "?showDetails=true", "/trajectory?session_id=s")) {
        var request = guarded.request("/v1/router_replay" + path);
        var reply = guarded.send(request.header("authorization", "Bearer the-token").GET());
        assertThat(reply.statusCode()).as(path).isEqualTo(200);
        assertThat(reply.body()).as(path).doesNotContain("secret");
      }
    }
    put(1, "s");
    assertThat(rig.get("/v1/router_replay/id-1").body()).contains("secret");
    assertThat(rig.get("/v1/router_replay?showDetails=true").body()).contains("secret");
    assertThat(rig.get("/v1/router_replay").body()).doesNotContain("secret");
    assertThat(rig.get("/v1/router_replay/nobody").statusCode()).isEqualTo(404);
  }

  @Test
  void addsRecordsUp() throws Exception {
    put(1, "s");
    put(2, "t");
    var json = rig.json(rig.get("/v1/router_replay/aggregate?session_id=s"), 200);
    assertThat(json.get("object").stringValue()).isEqualTo("router_replay.aggregate");
    assertThat(json.get("record_count").intValue()).isEqualTo(1);
    assertThat(json.get("lifecycle").get("completed").intValue()).isEqualTo(1);
    assertThat(json.get("token_volume").get("total_tokens").intValue()).isEqualTo(5);
    assertThat(json.get("model_selection").get(0).get("name").stringValue()).isEqualTo("m");
    assertThat(json.get("available_decisions").get(0).stringValue()).isEqualTo("d");
  }

  @Test
  void tellsTheTurnsOfASessionInTheirOrder() throws Exception {
    put(1, "s");
    put(2, "s");
    put(3, "t");
    var json = rig.json(rig.get("/v1/router_replay/trajectory?session_id=s"), 200);
    assertThat(json.get("record_count").intValue()).isEqualTo(2);
    assertThat(json.get("turns").get(0).get("id").stringValue()).isEqualTo("id-1");
    assertThat(json.get("turns").get(1).get("id").stringValue()).isEqualTo("id-2");
    assertThat(json.get("messages")).isEmpty();
  }

  @Test
  void anAnswerThatWouldBeTooLongIsRefused() throws Exception {
    for (int i = 0; i < 5; i++) {
      var json = "{\"id\":\"b-%d\",\"note\":\"%s\"}".formatted(i, "x".repeat(1_000_000));
      rig.records.put(
          new ReplayRecord(
              "b-" + i, Instant.now(), new Keys("", "", "", "", "", "", false, false), json));
    }
    var reply = rig.get("/v1/router_replay");
    assertThat(reply.statusCode()).isEqualTo(413);
    assertThat(rig.get("/v1/router_replay?limit=2").statusCode()).isEqualTo(200);
  }
}
