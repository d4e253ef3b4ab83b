/**
 * Picking one candidate model for a decision. Start at {@link io.signalbox.select.Selector}; knows
 * no plugin.
 */
@NullMarked
package io.signalbox.select;

import org.jspecify.annotations.NullMarked;
