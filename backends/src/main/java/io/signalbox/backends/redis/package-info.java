/**
 * What replicas share through Redis. Start at {@link io.signalbox.backends.redis.RedisBuckets};
 * knows no rules.
 */
@NullMarked
package io.signalbox.backends.redis;

import org.jspecify.annotations.NullMarked;
