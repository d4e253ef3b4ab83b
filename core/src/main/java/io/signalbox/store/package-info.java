/**
 * What outlives a call: ports to where it is kept, and keepers in memory. Knows nothing of ours.
 */
@NullMarked
package io.signalbox.store;

import org.jspecify.annotations.NullMarked;
