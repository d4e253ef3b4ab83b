/**
 * What outlives a call: records of calls and token buckets, as ports to where they are kept, and
 * keepers in memory. Start at {@link io.signalbox.store.ReplayStore}; knows nothing of what a
 * record says.
 */
@NullMarked
package io.signalbox.store;

import org.jspecify.annotations.NullMarked;
