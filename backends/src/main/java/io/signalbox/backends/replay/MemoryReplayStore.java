package io.signalbox.backends.replay;

import io.signalbox.store.ReplayPage;
import io.signalbox.store.ReplayQuery;
import io.signalbox.store.ReplayRecord;
import io.signalbox.store.ReplayStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps records in this process, until it ends. The oldest ones go first. */
public final class MemoryReplayStore implements ReplayStore {
  private final LinkedHashMap<String, ReplayRecord> records = new LinkedHashMap<>();
  private final Bounds bounds;

  public MemoryReplayStore(Bounds bounds) {
    this.bounds = bounds;
  }

  @Override
  public boolean blocking() {
    return false;
  }

  @Override
  public synchronized void put(ReplayRecord record) {
    records.put(record.id(), record);
    var oldest = records.values().iterator();
    while (oldest.hasNext()) {
      var next = oldest.next();
      if (records.size() <= bounds.records() && !bounds.outdated(next)) {
        break;
      }
      oldest.remove();
    }
  }

  @Override
  public synchronized void remove(String id) {
    records.remove(id);
  }

  @Override
  public synchronized Optional<ReplayRecord> find(String id) {
    return Optional.ofNullable(records.get(id)).filter(record -> !bounds.outdated(record));
  }

  @Override
  public ReplayPage list(ReplayQuery query, int offset, int limit) {
    var matching = matching(query);
    int from = Math.min(offset, matching.size());
    int to = Math.min(from + limit, matching.size());
    return new ReplayPage(matching.subList(from, to), matching.size());
  }

  @Override
  public void each(ReplayQuery query, Consumer<ReplayRecord> consumer) {
    matching(query).forEach(consumer);
  }

  private synchronized List<ReplayRecord> matching(ReplayQuery query) {
    var matching = new ArrayList<ReplayRecord>();
    for (var record : records.sequencedValues().reversed()) {
      if (!bounds.outdated(record) && query.matches(record.keys())) {
        matching.add(record);
      }
    }
    return matching;
  }

  @Override
  public void close() {}
}
