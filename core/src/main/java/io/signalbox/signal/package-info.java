/**
 * Fact extractors and what they read. Start at {@link io.signalbox.signal.Signal}; knows no
 * decision and no model.
 */
@NullMarked
package io.signalbox.signal;

import org.jspecify.annotations.NullMarked;
