/**
 * What is kept of calls, and where. Start at {@link io.signalbox.store.ReplayStore}; knows nothing
 * of what a record says.
 */
@NullMarked
package io.signalbox.store;

import org.jspecify.annotations.NullMarked;
