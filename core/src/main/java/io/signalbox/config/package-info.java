/**
 * Reads a configuration document into records, telling every problem with its place.
 *
 * <p>Start at {@link io.signalbox.config.ConfigLoader}: YAML becomes {@link
 * io.signalbox.config.ConfigNode}s, references to the environment are replaced, the {@link
 * io.signalbox.config.Binder} makes the records under {@link io.signalbox.config.Document}, and
 * what follows from the document alone is checked. What signals and plugins ask for stays raw, for
 * them to bind with the same binder. Imports nothing of ours and names no kind of signal, plugin or
 * algorithm: those the contract knows stand in the resource behind {@link
 * io.signalbox.config.Vocabulary}.
 */
@NullMarked
package io.signalbox.config;

import org.jspecify.annotations.NullMarked;
