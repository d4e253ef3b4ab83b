/**
 * What a question states, and where two questions state different things: numbers, units, dates,
 * names, negations, directions. Start at {@link io.signalbox.parts.cache.facts.Conflicts}; knows no
 * cache and no model.
 */
@NullMarked
package io.signalbox.parts.cache.facts;

import org.jspecify.annotations.NullMarked;
