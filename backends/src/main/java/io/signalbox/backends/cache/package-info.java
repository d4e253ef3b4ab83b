/**
 * Where answers are kept: in memory, in Redis or Valkey, in Postgres. Start at {@link
 * io.signalbox.backends.cache.CacheStores}; knows nothing of what an answer says.
 */
@NullMarked
package io.signalbox.backends.cache;

import org.jspecify.annotations.NullMarked;
