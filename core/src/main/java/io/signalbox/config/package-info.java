/**
 * The document: a record for each of its mappings, with annotations that say what the keys mean,
 * what they are when absent and what they may be.
 *
 * <p>How a text becomes a {@link io.signalbox.config.Document} is told beneath: {@code tree} reads
 * YAML into nodes that know their places, {@code bind} makes records of nodes, {@code check} finds
 * what is wrong in the document as a whole, and {@code load} does all of it, starting at {@link
 * io.signalbox.config.load.ConfigLoader}. What signals and plugins ask for stays raw here, for them
 * to bind with the same binder. Imports nothing of ours beside that and names no kind of signal,
 * plugin or algorithm.
 */
@NullMarked
package io.signalbox.config;

import org.jspecify.annotations.NullMarked;
