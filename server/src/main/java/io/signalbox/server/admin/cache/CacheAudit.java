package io.signalbox.server.admin.cache;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The last times that somebody made stores forget, or asked what they would forget. */
final class CacheAudit {
  static final int ROOM = 256;

  private final ReentrantLock writing = new ReentrantLock();
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long total;

  /**
   * One time.
   *
   * @param role of whoever asked; the token is known to nobody
   * @param requestId of the request, by which the log tells of it
   * @param outcome {@code done}, or the code of the error
   */
  record Entry(
      Instant at,
      String operation,
      String role,
      String requestId,
      Selector selector,
      boolean dryRun,
      List<Cleared> stores,
      String outcome) {
    Entry {
      stores = List.copyOf(stores);
    }

    private ObjectNode json() {
      var json =
          JsonMapper.shared()
              .createObjectNode()
              .put("at", at.truncatedTo(ChronoUnit.MILLIS).toString())
              .put("operation", operation)
              .put("role", role)
              .put("request_id", requestId)
              .put("dry_run", dryRun);
      json.set("selector", selector.json());
      var each = json.putArray("stores");
      stores.forEach(store -> store.into(each.addObject()));
      return json.put("outcome", outcome);
    }
  }

  void add(Entry entry) {
    writing.lock();
    try {
      if (entries.size() == ROOM) {
        entries.removeLast();
      }
      entries.addFirst(entry);
      total++;
    } finally {
      writing.unlock();
    }
  }

  /** The newest first. */
  ObjectNode json(int most) {
    writing.lock();
    try {
      var json =
          JsonMapper.shared()
              .createObjectNode()
              .put("total", total)
              .put("kept", entries.size())
              .put("most", ROOM);
      var array = json.putArray("entries");
      entries.stream().limit(most).forEach(entry -> array.add(entry.json()));
      return json;
    } finally {
      writing.unlock();
    }
  }
}
