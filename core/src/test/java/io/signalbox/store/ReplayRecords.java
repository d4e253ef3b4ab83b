package io.signalbox.store;

import io.signalbox.store.ReplayRecord.Keys;
import java.time.Instant;

/** Records for tests. */
public final class ReplayRecords {
  public static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  private ReplayRecords() {}

  /** A record of that id, so many seconds after noon. */
  public static ReplayRecord of(String id, int seconds) {
    return of(
        id, seconds, new Keys("req-" + id, "s-1", "default", "sums", "auto", "m", false, false));
  }

  /** A record that is found by these keys. */
  public static ReplayRecord of(String id, int seconds, Keys keys) {
    return new ReplayRecord(
        id, NOON.plusSeconds(seconds), keys, "{\"id\":\"%s\",\"n\":1}".formatted(id));
  }
}
