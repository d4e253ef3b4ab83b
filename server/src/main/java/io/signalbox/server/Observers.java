package io.signalbox.server;

import io.signalbox.backends.replay.Bounds;
import io.signalbox.backends.replay.FileReplayStore;
import io.signalbox.backends.replay.MemoryReplayStore;
import io.signalbox.backends.replay.PostgresReplayStore;
import io.signalbox.catalog.Catalog;
import io.signalbox.config.GlobalConfig;
import io.signalbox.config.RouterReplayConfig;
import io.signalbox.engine.RouterEvents;
import io.signalbox.engine.Upstream;
import io.signalbox.server.audit.AuditTrail;
import io.signalbox.server.observe.Category;
import io.signalbox.server.observe.ProcessMetrics;
import io.signalbox.server.replay.RecordWriter;
import io.signalbox.server.replay.ReplayRecorder;
import io.signalbox.server.story.StoryListener;
import io.signalbox.server.story.StoryReader;
import io.signalbox.server.trace.Tracing;
import io.signalbox.store.CallRecorder;
import io.signalbox.store.ReplayStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What watches calls besides log and metrics: spans, audit events, records. */
final class Observers implements AutoCloseable {
  private static final int RECORDS_IN_MEMORY = 200;
  private static final int RECORDS_IN_FILE = 10_000;
  private static final int RECORDS_IN_TABLE = 1_000_000;

  private final List<RouterEvents> listeners = new ArrayList<>();
  private final Opened opened = new Opened();
  private final ReplayRecorder recorder;
  private final AtomicBoolean recorderAsked = new AtomicBoolean();
  private UnaryOperator<Upstream> around = UnaryOperator.identity();

  /**
   * Starts what the configuration asks for.
   *
   * @param directory where relative paths start
   * @param version of this router
   * @param metrics told of what is dropped
   * @throws UncheckedIOException when a file cannot be opened
   */
  Observers(
      GlobalConfig global,
      Path directory,
      Catalog catalog,
      String version,
      ProcessMetrics metrics) {
    var category = Category.of(catalog);
    var readers = new ArrayList<StoryReader>();
    try {
      recorder =
          opened.keep(
              new ReplayRecorder(
                  global.services().routerReplay(),
                  store(global.services().routerReplay(), directory),
                  new RecordWriter(category)));
      recorder.recover();
      readers.add(recorder);
      metrics.countDropped("replay", recorder::dropped);
      if (global.services().observability().audit().enabled()) {
        var trail = opened.keep(AuditTrail.open(global, directory));
        readers.add(trail);
        metrics.countDropped("audit", trail::dropped);
      }
    } catch (IOException unusable) {
      close();
      throw new UncheckedIOException(unusable);
    }
    boolean always =
        global.services().routerReplay().enabled()
            || global.services().observability().audit().enabled();
    listeners.add(
        new StoryListener(readers, Clock.systemUTC(), () -> always || recorderAsked.get()));
    var config = global.services().observability().tracing();
    if (config.active()) {
      var tracing = opened.keep(Tracing.start(config, version, category));
      listeners.add(tracing.listener());
      around = tracing::around;
      metrics.countDropped("trace", tracing::dropped);
    }
  }

  private static ReplayStore store(RouterReplayConfig config, Path directory) throws IOException {
    var age = Duration.ofSeconds(config.ttlSeconds());
    var clock = Clock.systemUTC();
    return switch (config.storeBackend()) {
      case MEMORY ->
          new MemoryReplayStore(
              new Bounds(most(config.maxRecords(), RECORDS_IN_MEMORY), age, clock));
      case FILE ->
          FileReplayStore.open(
              directory.resolve(config.file().path()),
              new Bounds(most(config.maxRecords(), RECORDS_IN_FILE), age, clock));
      case POSTGRES ->
          PostgresReplayStore.open(
              config.postgres(),
              new Bounds(most(config.maxRecords(), RECORDS_IN_TABLE), age, clock));
    };
  }

  private static int most(@Nullable Integer configured, int absent) {
    return configured == null ? absent : configured;
  }

  /** Who listens. */
  List<RouterEvents> listeners() {
    return List.copyOf(listeners);
  }

  /** What every upstream is wrapped into. */
  UnaryOperator<Upstream> around() {
    return around;
  }

  /** Where plugins say what is kept. */
  CallRecorder recorder() {
    recorderAsked.set(true);
    return recorder;
  }

  /** Where the records are. */
  ReplayStore records() {
    return recorder.store();
  }

  @Override
  public void close() {
    opened.close();
  }
}
