package io.signalbox.server.gateway;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Closes connections of clients on which nothing is asked for too long. A connection with an open
 * call is never idle, however long its reply is silent.
 */
final class IdleConnections {
  private final Map<HttpConnection, Use> connections = new ConcurrentHashMap<>();
  private final long patienceNanos;

  /** How a connection is used; its last use is when it was opened or its last call ended. */
  private static final class Use {
    private final AtomicInteger calls = new AtomicInteger();
    private volatile long lastUseAt = System.nanoTime();
  }

  IdleConnections(Duration patience) {
    patienceNanos = patience.toNanos();
  }

  void opened(HttpConnection connection) {
    connections.put(connection, new Use());
    connection.closeHandler(closed -> connections.remove(connection));
    // Told by the requests as well; unheard here, it would be logged with bytes of the client.
    connection.exceptionHandler(broken -> {});
  }

  void began(HttpConnection connection) {
    var use = connections.get(connection);
    if (use != null) {
      use.calls.incrementAndGet();
    }
  }

  void ended(HttpConnection connection) {
    var use = connections.get(connection);
    if (use != null) {
      use.lastUseAt = System.nanoTime();
      use.calls.decrementAndGet();
    }
  }

  /** Closes those that have been idle for too long. */
  void sweep() {
    long now = System.nanoTime();
    connections.forEach((connection, use) -> {
      if (use.calls.get() == 0 && now - use.lastUseAt > patienceNanos) {
        connection.close();
      }
    });
  }
}
