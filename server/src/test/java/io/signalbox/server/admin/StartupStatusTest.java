package io.signalbox.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.tree.Problem;
import io.signalbox.engine.RouterEvents;
import io.signalbox.server.admin.StartupStatus.Phase;
import io.signalbox.server.reload.Documents;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartupStatusTest {
  private final StartupStatus status =
      new StartupStatus(InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z")));

  @Test
  void beginsWithNothingFaked() {
    assertThat(status.json())
        .hasToString(
            """
            {"ready":false,"phase":"starting","updated_at":"2026-01-02T03:04:05Z"}\
            """);
  }

  @Test
  void tellsPhaseMessageAndModels() {
    status.models(0, 1);
    status.enter(Phase.INITIALIZING_MODELS, "loading the classifier");
    assertThat(status.ready()).isFalse();
    assertThat(status.readiness())
        .hasToString(
            """
            {"status":"not_ready","service":"classification-api","ready":false,\
            "phase":"initializing_models","message":"loading the classifier",\
            "ready_models":0,"total_models":1}\
            """);
  }

  @Test
  void readyIsReady() {
    status.enter(Phase.READY, "");
    assertThat(status.ready()).isTrue();
    assertThat(status.readiness().get("status").stringValue()).isEqualTo("ready");
  }

  @Test
  void firstGenerationIsNoReload() {
    var recipes = Documents.recipes(Documents.YAML, RouterEvents.NONE);
    status.activated(1, recipes, List.of());
    var config = status.json().get("config");
    assertThat(config.get("generation").longValue()).isEqualTo(1);
    assertThat(config.get("sha256").stringValue()).isEqualTo(recipes.sha256());
    assertThat(config.has("last_reload")).isFalse();
  }

  @Test
  void refusedReloadKeepsGenerationAndReadiness() {
    status.enter(Phase.READY, "");
    status.activated(1, Documents.recipes(Documents.YAML, RouterEvents.NONE), List.of());
    var problems = new ArrayList<Problem>();
    problems.add(new Problem(Problem.Severity.WARNING, "c.yaml", 1, "a", "b", ""));
    for (int i = 2; i < 9; i++) {
      problems.add(new Problem(Problem.Severity.ERROR, "c.yaml", i, "a", "b", ""));
    }
    status.refused(problems);
    var config = status.json().get("config");
    assertThat(status.ready()).isTrue();
    assertThat(config.get("generation").longValue()).isEqualTo(1);
    var reload = config.get("last_reload");
    assertThat(reload.get("result").stringValue()).isEqualTo("failed");
    assertThat(reload.get("problem_count").intValue()).isEqualTo(8);
    assertThat(reload.get("problems")).hasSize(5);
    assertThat(reload.get("problems").get(0).stringValue()).isEqualTo("c.yaml:2: a: b");
    assertThat(reload.get("time").stringValue()).isEqualTo("2026-01-02T03:04:05Z");
  }

  @Test
  void reloadThatWorkedIsTold() {
    status.activated(2, Documents.recipes(Documents.OTHER, RouterEvents.NONE), List.of());
    var config = status.json().get("config");
    assertThat(config.get("generation").longValue()).isEqualTo(2);
    assertThat(config.get("last_reload").get("result").stringValue()).isEqualTo("ok");
  }
}
