package io.signalbox.server.admin;

import io.signalbox.config.tree.Problem;
import io.signalbox.engine.Recipes;
import io.signalbox.server.reload.ConfigEvents;
import io.signalbox.server.reload.ConfigSource;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How far the process has come, and which configuration serves. Safe for use by many threads. */
public final class StartupStatus implements ConfigEvents {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int SHOWN_PROBLEMS = 5;

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private Phase phase = Phase.STARTING;
  private String message = "";
  private @Nullable Models models;
  private long generation;
  private String sha256 = "";
  private @Nullable Reload lastReload;
  private Instant updatedAt;
  private Supplier<Optional<ConfigSource.State>> source = Optional::empty;

  /** How far a start has come; the names in JSON are lower case. */
  public enum Phase {
    STARTING,
    CHECKING_MODELS,
    INITIALIZING_MODELS,
    READY,
    STOPPING,
    ERROR
  }

  private record Models(int ready, int total) {}

  private record Reload(Instant time, boolean ok, int problemCount, List<String> problems) {}

  /**
   * @param clock tells when something changed
   */
  public StartupStatus(InstantSource clock) {
    this.clock = clock;
    this.updatedAt = clock.instant();
  }

  /** Enters a phase; {@code READY} lets calls in. */
  public void enter(Phase next, String text) {
    change(() -> {
      phase = next;
      message = text;
    });
  }

  /** Tells how many of the models that are needed are loaded. */
  public void models(int ready, int total) {
    change(() -> models = new Models(ready, total));
  }

  /** Who tells what the configuration holds besides its file. */
  public void source(Supplier<Optional<ConfigSource.State>> told) {
    change(() -> source = told);
  }

  /** Whether calls are served. */
  public boolean ready() {
    lock.lock();
    try {
      return phase == Phase.READY;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void activated(long number, Recipes recipes, List<Problem> warnings) {
    change(() -> {
      generation = number;
      sha256 = recipes.sha256();
      if (number > 1) {
        lastReload = reload(true, warnings);
      }
    });
  }

  @Override
  public void refused(List<Problem> problems) {
    change(() -> lastReload = reload(false, problems));
  }

  private Reload reload(boolean ok, List<Problem> problems) {
    var shown =
        problems.stream()
            .sorted((a, b) -> Boolean.compare(b.isError(), a.isError()))
            .limit(SHOWN_PROBLEMS)
            .map(Problem::text)
            .toList();
    return new Reload(now(), ok, problems.size(), shown);
  }

  private void change(Runnable how) {
    lock.lock();
    try {
      how.run();
      updatedAt = now();
    } finally {
      lock.unlock();
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** The whole state, as {@code /startup-status} tells it. */
  ObjectNode json() {
    lock.lock();
    try {
      var json = JSON.createObjectNode();
      describe(json);
      json.put("updated_at", updatedAt.toString());
      if (generation > 0) {
        var config = json.putObject("config").put("generation", generation).put("sha256", sha256);
        if (lastReload != null) {
          describe(config.putObject("last_reload"), lastReload);
        }
        source.get().ifPresent(state -> describe(config.putObject("source"), state));
      }
      return json;
    } finally {
      lock.unlock();
    }
  }

  /** That the process is alive, as {@code /health} tells it. */
  static ObjectNode liveness() {
    return JSON.createObjectNode().put("status", "healthy").put("service", AdminApi.SERVICE);
  }

  /** Whether calls are served, as {@code /ready} tells it. */
  ObjectNode readiness() {
    lock.lock();
    try {
      var json = JSON.createObjectNode();
      json.put("status", phase == Phase.READY ? "ready" : "not_ready");
      json.put("service", AdminApi.SERVICE);
      describe(json);
      return json;
    } finally {
      lock.unlock();
    }
  }

  private void describe(ObjectNode json) {
    json.put("ready", phase == Phase.READY);
    json.put("phase", phase.name().toLowerCase(Locale.ROOT));
    if (!message.isEmpty()) {
      json.put("message", message);
    }
    if (models != null) {
      json.put("ready_models", models.ready()).put("total_models", models.total());
    }
  }

  private static void describe(ObjectNode json, ConfigSource.State state) {
    json.put("kind", state.kind()).put("place", state.place()).put("synced", state.synced());
    var serving = json.putArray("serving");
    state.serving().forEach(serving::add);
    var refused = json.putArray("refused");
    state.refused().forEach(refused::add);
  }

  private static void describe(ObjectNode json, Reload reload) {
    json.put("time", reload.time().toString());
    json.put("result", reload.ok() ? "ok" : "failed");
    json.put("problem_count", reload.problemCount());
    var problems = json.putArray("problems");
    reload.problems().forEach(problems::add);
  }
}
