package io.signalbox.backends.replay;

import io.signalbox.store.ReplayStore;
import io.signalbox.store.ReplayStoreContract;

final class MemoryReplayStoreTest extends ReplayStoreContract {
  @Override
  protected ReplayStore open() {
    return new MemoryReplayStore(new Bounds(MOST, AGE, this::now));
  }
}
