package io.signalbox.server.admin.cache;

import io.signalbox.catalog.AnswerSource;
import io.signalbox.store.CacheStore;
import java.util.List;

/** The stores of answers that are open in this process. */
@FunctionalInterface
public interface OpenStores {
  /** A store, and what it was opened for. */
  record Open(AnswerSource source, CacheStore store) {}

  /** All of them, in the order they were opened. */
  List<Open> all();
}
