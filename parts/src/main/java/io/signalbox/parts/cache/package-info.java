/**
 * The machinery of the answer cache: which questions are one, and what is kept of their answers.
 * {@link io.signalbox.parts.cache.Verifier} tells whether two questions have the same answer; knows
 * no protocol and no store.
 */
@NullMarked
package io.signalbox.parts.cache;

import org.jspecify.annotations.NullMarked;
