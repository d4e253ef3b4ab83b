/**
 * The machinery of answers that are kept. Start at {@link io.signalbox.parts.cache.Questions},
 * which tells what is the same question, and {@link io.signalbox.parts.cache.Partition}, which
 * tells for whom. Knows no protocol by name.
 */
@NullMarked
package io.signalbox.parts.cache;

import org.jspecify.annotations.NullMarked;
