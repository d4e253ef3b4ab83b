package io.signalbox.catalog;

import io.signalbox.infer.Topics;
import io.signalbox.store.BucketStore;
import io.signalbox.store.LocalBuckets;
import io.signalbox.store.StoreAddress;

/** What a part may ask for. Asking loads: a model that no part asks for is never loaded. */
public interface Ports {
  /** The classifier of topics: 14 labels, the whole text. */
  Topics topics();

  /** Token buckets of this process. */
  default BucketStore buckets() {
    return new LocalBuckets();
  }

  /** Token buckets that all replicas share; nobody can ask them where none are to be had. */
  default BucketStore buckets(StoreAddress address) {
    return BucketStore.UNREACHABLE;
  }
}
