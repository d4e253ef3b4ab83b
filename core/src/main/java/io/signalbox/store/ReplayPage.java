package io.signalbox.store;

import java.util.List;

/**
 * Some of the records that were asked for.
 *
 * @param records newest first
 * @param total how many there are in all
 */
public record ReplayPage(List<ReplayRecord> records, int total) {
  public ReplayPage {
    records = List.copyOf(records);
  }
}
