package io.signalbox.server.cache;

import io.signalbox.catalog.Catalog;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Headers;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.RouterEvents;
import io.signalbox.plugin.CacheEvent;
import io.signalbox.plugin.Routed;
import io.signalbox.server.DryRouter;
import io.signalbox.server.cache.GlassStore.Lookup;
import io.signalbox.server.explain.Evaluation;
import io.signalbox.translate.OwnReply;
import io.signalbox.translate.Speaking;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Serves requests of which none leaves the process, with a store of its own in place of the
 * configured one, and shows what becomes of their answers. So it cannot tell otherwise than what a
 * served router does.
 */
public final class Rehearsal implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Where nothing was looked up, most often nothing is kept, and nobody says so. */
  private static final Duration LITTLE_PATIENCE = Duration.ofMillis(300);

  private final Witness witness = new Witness();
  private final GlassStore store = new GlassStore();
  private final DryRouter dry;

  /**
   * One that serves a document; models that it uses are loaded.
   *
   * @throws io.signalbox.server.ConfigRefusedException with everything that is wrong
   */
  public Rehearsal(Catalog catalog, Path config, Map<String, String> environment, boolean lenient) {
    this.dry = DryRouter.keeping(catalog, config, environment, lenient, witness, store);
  }

  /**
   * What became of a request.
   *
   * @param routed what was decided, or null when nothing was
   * @param lookup what the store was asked
   * @param found a hit or a miss, or null when nothing keeps answers to such requests
   * @param kept whether the answer was kept, or null when nobody tried
   */
  record Seen(
      @Nullable Routed routed,
      Lookup lookup,
      @Nullable CacheEvent found,
      @Nullable CacheEvent kept) {}

  /** Remembers what is told of one call after another. */
  private static final class Witness implements RouterEvents {
    private final ReentrantLock telling = new ReentrantLock();
    private final Condition told = telling.newCondition();
    private @Nullable Routed routed;
    private @Nullable CacheEvent found;
    private @Nullable CacheEvent kept;

    @Override
    public void routed(Routed decided, Duration took) {
      routed = decided;
    }

    @Override
    public void cached(String type, Routed decided, CacheEvent event) {
      telling.lock();
      try {
        switch (event) {
          case CacheEvent.Hit hit -> found = hit;
          case CacheEvent.Miss miss -> found = miss;
          case CacheEvent.Stored stored -> kept = stored;
          case CacheEvent.Unstored unstored -> kept = unstored;
          case CacheEvent.Waited _, CacheEvent.Checked _ -> {}
        }
        told.signalAll();
      } finally {
        telling.unlock();
      }
    }

    void forget() {
      routed = null;
      found = null;
      kept = null;
    }

    /** Waits until it is told whether the answer of a missed call was kept. */
    Seen seen(Lookup lookup) throws InterruptedException {
      telling.lock();
      try {
        long left = (lookup.key() == null ? LITTLE_PATIENCE : PATIENCE).toNanos();
        while (found instanceof CacheEvent.Miss && kept == null && left > 0) {
          left = told.awaitNanos(left);
        }
        return new Seen(routed, lookup, found, kept);
      } finally {
        telling.unlock();
      }
    }
  }

  DryRouter dry() {
    return dry;
  }

  /** A call with headers, of which those are believed that a door would believe. */
  public Call call(Headers headers) {
    var call = Evaluation.call();
    var trust = dry.router().current().settings().trust();
    return new Call(call.id(), trust.believed(headers), call.deadline());
  }

  /**
   * Serves a request.
   *
   * @throws RouterException when it is refused
   */
  Seen serve(Call call, ChatRequest request) throws InterruptedException {
    witness.forget();
    dry.router().serve(call, request, Rehearsal::answer).body().readAll(Integer.MAX_VALUE);
    return witness.seen(store.seen());
  }

  /** What a backend would say, in the format it is asked in. */
  private static ChatReply answer(Routed routed, ChatRequest asked) {
    if (asked.source().protocol() instanceof Speaking speaking) {
      return new OwnReply("case", routed.model().name(), "ok")
          .to(asked, speaking, InstantSource.system());
    }
    throw new RouterException(
        Fault.INTERNAL, "nobody can play a backend of the model " + routed.model().name());
  }

  @Override
  public void close() {
    dry.close();
  }
}
