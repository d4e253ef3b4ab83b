package io.signalbox.server.replay;

import io.signalbox.config.RouterReplayConfig;
import io.signalbox.server.observe.LifecycleLog;
import io.signalbox.server.story.Outbox;
import io.signalbox.server.story.Story;
import io.signalbox.server.story.StoryReader;
import io.signalbox.store.CallRecorder;
import io.signalbox.store.ReplayQuery;
import io.signalbox.store.ReplayRecord;
import io.signalbox.store.ReplayStore;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a record of each call that is to be kept: one when it is about to be sent, which the one at
 * its end replaces. A store that may block is written to behind the calls' back; what it cannot
 * keep up with is dropped and counted.
 */
public final class ReplayRecorder implements StoryReader, CallRecorder, AutoCloseable {
  private static final int ROOM = 2048;

  private final Map<String, Kept> open = new ConcurrentHashMap<>();
  private final boolean everything;
  private final ReplayStore store;
  private final RecordWriter writer;
  private final @Nullable Outbox<Consumer<ReplayStore>> outbox;
  private final LifecycleLog log = new LifecycleLog();
  private final AtomicBoolean failing = new AtomicBoolean();

  /**
   * What is known of an open call besides its story.
   *
   * @param begun the story as it began
   * @param wanted whether a record is kept
   * @param request what the client sent, where that is kept
   * @param response what the client got, where that is kept
   */
  record Kept(Story begun, boolean wanted, @Nullable Body request, @Nullable Body response) {
    Kept wanted(boolean other) {
      return new Kept(begun, other, request, response);
    }

    Kept withRequest(Body body) {
      return new Kept(begun, wanted, body, response);
    }

    Kept withResponse(Body body) {
      return new Kept(begun, wanted, request, body);
    }
  }

  /**
   * @param config whether records are kept of calls whose decision does not say
   * @param store closed with the recorder
   */
  public ReplayRecorder(RouterReplayConfig config, ReplayStore store, RecordWriter writer) {
    this.everything = config.enabled();
    this.store = store;
    this.writer = writer;
    this.outbox = store.blocking() ? new Outbox<>("replay", ROOM, this::act) : null;
  }

  /** Ends the records of a process that is no more, where no other process writes as well. */
  public void recover() {
    if (!store.shared()) {
      write(ReplayRecorder::endAll);
    }
  }

  private static void endAll(ReplayStore store) {
    var open = new ArrayList<ReplayRecord>();
    store.each(ReplayQuery.ALL, record -> RecordWriter.abandoned(record).ifPresent(open::add));
    open.reversed().forEach(store::put);
  }

  /** Where the records are. */
  public ReplayStore store() {
    return store;
  }

  /** How many records were dropped. */
  public long dropped() {
    return outbox == null ? 0 : outbox.dropped();
  }

  @Override
  public void begun(Story story) {
    var kept = new Kept(story, everything, null, null);
    open.put(story.call().key(), kept);
    if (everything) {
      put(writer.of(story, kept));
    }
  }

  @Override
  public void keep(String call) {
    var kept = open.computeIfPresent(call, (key, known) -> known.wanted(true));
    if (kept != null && !everything) {
      put(writer.of(kept.begun(), kept));
    }
  }

  @Override
  public void skip(String call) {
    var before = open.computeIfPresent(call, (key, known) -> known.wanted(false));
    if (before != null && everything) {
      write(to -> to.remove(call));
    }
  }

  @Override
  public void request(String call, Body body) {
    var _ = open.computeIfPresent(call, (key, known) -> known.withRequest(body));
  }

  @Override
  public void response(String call, Body body) {
    var _ = open.computeIfPresent(call, (key, known) -> known.withResponse(body));
  }

  @Override
  public void ended(Story story) {
    var kept = open.remove(story.call().key());
    if (kept != null && kept.wanted()) {
      put(writer.of(story, kept));
    }
  }

  private void put(ReplayRecord record) {
    write(to -> to.put(record));
  }

  private void write(Consumer<ReplayStore> act) {
    if (outbox == null) {
      act.accept(store);
    } else {
      boolean _ = outbox.offer(act);
    }
  }

  private void act(Consumer<ReplayStore> act) {
    try {
      act.accept(store);
      failing.set(false);
    } catch (RuntimeException broken) {
      if (!failing.getAndSet(true)) {
        log.replayFails(broken.getClass().getSimpleName());
      }
      throw broken;
    }
  }

  @Override
  public void close() {
    if (outbox != null) {
      outbox.close();
    }
    store.close();
  }
}
