/** What a call costs. Start at {@link io.signalbox.bench.Bench}. */
@NullMarked
package io.signalbox.bench;

import org.jspecify.annotations.NullMarked;
