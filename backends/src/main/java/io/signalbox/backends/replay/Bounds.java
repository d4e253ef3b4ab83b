package io.signalbox.backends.replay;

import io.signalbox.store.ReplayRecord;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What a store keeps at most.
 *
 * @param records number of records
 * @param age of a record, counted from its call's begin
 * @param clock tells the age
 */
public record Bounds(int records, Duration age, InstantSource clock) {
  boolean outdated(ReplayRecord record) {
    return record.time().plus(age).isBefore(clock.instant());
  }
}
