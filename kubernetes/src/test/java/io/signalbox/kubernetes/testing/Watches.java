package io.signalbox.kubernetes.testing;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open watches. Its lock is that of the server, so that no change is missed while one opens. */
final class Watches {
  private final ApiStore store;
  private final Object lock;
  private final Set<WatchStream> open = ConcurrentHashMap.newKeySet();

  Watches(ApiStore store, Object lock) {
    this.store = store;
    this.lock = lock;
    store.listen(change -> open.forEach(watch -> watch.send(change)));
  }

  /** Sends what is due at the start, then lets the watch take part. */
  void opened(WatchStream watch) {
    synchronized (lock) {
      if (watch.from().isEmpty() || watch.from().equals("0")) {
        store.list(watch.storage(), watch.wanted()).forEach(watch::sendAdded);
      } else {
        try {
          store.since(Long.parseLong(watch.from())).forEach(watch::send);
        } catch (ApiFailure expired) {
          watch.send("ERROR", expired.status());
          watch.close();
          return;
        }
      }
      open.add(watch);
    }
  }

  void closed(WatchStream watch) {
    open.remove(watch);
  }

  int count() {
    return open.size();
  }

  /** Ends all of them; clients are expected to come again. */
  void drop() {
    var dropped = List.copyOf(open);
    open.clear();
    dropped.forEach(WatchStream::close);
  }
}
