package io.signalbox.server.observe;

import io.signalbox.config.tree.Problem;
import io.signalbox.engine.Recipes;
import io.signalbox.server.reload.ConfigEvents;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Writes what happens to the process and its configuration. */
public final class LifecycleLog implements ConfigEvents {
  private static final int SHOWN_PROBLEMS = 5;
  private static final Logger SERVER = LogLine.logger("server");
  private static final Logger CONFIG = LogLine.logger("config");

  /** The process begins. */
  public void serverStarting(String version, String config) {
    LogLine.of(SERVER, Level.INFO, "server_starting")
        .with("version", version)
        .with("config", config)
        .write("server starting");
  }

  /** A port is open. */
  public void listening(String what, String host, int port) {
    LogLine.of(SERVER, Level.INFO, "listening")
        .with("what", what)
        .with("host", host)
        .with("port", port)
        .write("listening");
  }

  /** The management API is about to listen. */
  public void apiServerStarting(String host, int port) {
    LogLine.of(SERVER, Level.INFO, "api_server_starting")
        .with("host", host)
        .with("port", port)
        .write("management API starting");
  }

  /** Calls are served from now on. */
  public void startupComplete(Duration took) {
    LogLine.of(SERVER, Level.INFO, "startup_complete")
        .millis("duration_ms", took)
        .write("startup complete");
  }

  /** Nothing is served any more. */
  public void serverStopped(Duration took) {
    LogLine.of(SERVER, Level.INFO, "server_stopped")
        .millis("duration_ms", took)
        .write("server stopped");
  }

  /** Audit events cannot be written. */
  public void auditFails(String path, String why) {
    LogLine.of(SERVER, Level.ERROR, "audit_write_failed")
        .with("path", path)
        .with("reason", why)
        .write("audit events are lost until the file can be written");
  }

  /** Audit events can be written again. */
  public void auditWorks(String path) {
    LogLine.of(SERVER, Level.WARN, "audit_write_resumed")
        .with("path", path)
        .write("audit events are written again");
  }

  /** Records of calls cannot be stored. */
  public void replayFails(String why) {
    LogLine.of(SERVER, Level.ERROR, "router_replay_persist_failed")
        .with("reason", why)
        .write("records of calls are lost until the store works");
  }

  @Override
  public void activated(long generation, Recipes recipes, List<Problem> warnings) {
    LogLine.of(CONFIG, Level.INFO, generation == 1 ? "config_loaded" : "config_reloaded")
        .with("generation", generation)
        .with("sha256", recipes.sha256())
        .with("warnings", warnings.size())
        .with("problems", warnings.isEmpty() ? null : texts(warnings))
        .write(generation == 1 ? "configuration loaded" : "configuration reloaded");
  }

  @Override
  public void refused(List<Problem> problems) {
    LogLine.of(CONFIG, Level.ERROR, "config_reload_failed")
        .with("problem_count", problems.size())
        .with("problems", texts(problems))
        .write("configuration refused; the one before serves on");
  }

  @Override
  public void restartNeeded(List<String> paths) {
    LogLine.of(CONFIG, Level.WARN, "config_restart_needed")
        .with("paths", paths)
        .write("some changes take effect only after a restart");
  }

  /** Errors first: they are why a document is refused. */
  private static List<String> texts(List<Problem> problems) {
    return problems.stream()
        .sorted((a, b) -> Boolean.compare(b.isError(), a.isError()))
        .limit(SHOWN_PROBLEMS)
        .map(Problem::text)
        .toList();
  }
}
