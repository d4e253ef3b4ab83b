package io.signalbox.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.tree.Problem;
import io.signalbox.engine.RouterEvents;
import io.signalbox.server.reload.Documents;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogsTest {
  @Test
  void platformAndJdkLoggersEndInTheSameStream() {
    try (var log = new CapturedLog(Map.of())) {
      System.getLogger("some.platform").log(System.Logger.Level.WARNING, "from the platform");
      java.util.logging.Logger.getLogger("io.grpc.some").warning("from the JDK");
      LoggerFactory.getLogger("io.netty.some").warn("from a library");
      assertThat(log.lines())
          .extracting(line -> line.get("msg").stringValue())
          .containsExactly("from the platform", "from the JDK", "from a library");
      assertThat(log.lines())
          .extracting(line -> line.get("component").stringValue())
          .containsExactly("some.platform", "io.grpc.some", "io.netty.some");
    }
  }

  @Test
  void librariesAreQuietBelowWarningsAtAnyLevel() {
    try (var log = new CapturedLog(Map.of("SR_LOG_LEVEL", "debug"))) {
      LoggerFactory.getLogger("io.netty.some").info("chatter");
      LoggerFactory.getLogger("signalbox.router").debug("ours");
      System.getLogger("io.signalbox.engine.Some").log(System.Logger.Level.INFO, "ours too");
      assertThat(log.lines())
          .extracting(line -> line.get("msg").stringValue())
          .containsExactly("ours", "ours too");
    }
  }

  @Test
  void levelOfTheEnvironmentHolds() {
    try (var log = new CapturedLog(Map.of("SR_LOG_LEVEL", "error"))) {
      LoggerFactory.getLogger("signalbox.router").warn("quiet");
      LoggerFactory.getLogger("some.library").warn("quiet");
      LoggerFactory.getLogger("signalbox.router").error("loud");
      assertThat(log.lines()).hasSize(1);
    }
  }

  @Test
  void consoleIsForPeople() {
    try (var log = new CapturedLog(Map.of("SR_LOG_ENCODING", "console"))) {
      new LifecycleLog().apiServerStarting("127.0.0.1", 8080);
      assertThat(log.text()).contains("INFO").contains("api_server_starting").doesNotContain("{");
    }
  }

  @Test
  void throwableIsToldByClassAndPlaceWithoutItsWords() {
    try (var log = new CapturedLog(Map.of())) {
      LoggerFactory.getLogger("some.library")
          .warn("it broke", new IllegalStateException("the user said: secret"));
      var line = log.lines().getFirst();
      assertThat(line.get("exception").stringValue()).isEqualTo("java.lang.IllegalStateException");
      assertThat(line.get("stack").stringValue()).contains("LogsTest");
      assertThat(log.text()).doesNotContain("secret");
    }
  }

  @Test
  void lifeOfTheProcessIsTold() {
    try (var log = new CapturedLog(Map.of())) {
      var lifecycle = new LifecycleLog();
      lifecycle.serverStarting("1.0", "config.yaml");
      lifecycle.apiServerStarting("127.0.0.1", 8080);
      lifecycle.startupComplete(Duration.ofMillis(1500));
      lifecycle.serverStopped(Duration.ofSeconds(1));
      assertThat(log.lines())
          .extracting(line -> line.get("event").stringValue())
          .containsExactly(
              "server_starting", "api_server_starting", "startup_complete", "server_stopped");
      assertThat(log.lines().get(1).get("port").intValue()).isEqualTo(8080);
      assertThat(log.lines().get(2).get("duration_ms").doubleValue()).isEqualTo(1500.0);
    }
  }

  @Test
  void reloadsAreTold() {
    var problem = new Problem(Problem.Severity.ERROR, "c.yaml", 3, "routing", "7", "a mapping");
    var warning = new Problem(Problem.Severity.WARNING, "c.yaml", 1, "x", "y", "z");
    try (var log = new CapturedLog(Map.of())) {
      var lifecycle = new LifecycleLog();
      var recipes = Documents.recipes(Documents.YAML, RouterEvents.NONE);
      lifecycle.activated(1, recipes, List.of());
      lifecycle.activated(2, recipes, List.of(warning));
      lifecycle.refused(Collections.nCopies(9, problem));
      lifecycle.restartNeeded(List.of("listeners"));
      assertThat(log.lines("config_loaded")).hasSize(1);
      var reloaded = log.lines("config_reloaded").getFirst();
      assertThat(reloaded.get("generation").longValue()).isEqualTo(2);
      assertThat(reloaded.get("sha256").stringValue()).hasSize(64);
      var failed = log.lines("config_reload_failed").getFirst();
      assertThat(failed.get("level").stringValue()).isEqualTo("error");
      assertThat(failed.get("problem_count").intValue()).isEqualTo(9);
      assertThat(failed.get("problems")).hasSize(5);
      assertThat(failed.get("problems").get(0).stringValue()).startsWith("c.yaml:3: routing");
      var restart = log.lines("config_restart_needed").getFirst();
      assertThat(restart.get("level").stringValue()).isEqualTo("warn");
    }
  }
}
