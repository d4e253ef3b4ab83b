/**
 * Classifiers and embedders that somebody else serves over HTTP. Start at {@link
 * io.signalbox.backends.remote.RemoteModels}; {@link io.signalbox.backends.remote.ModelClient} is
 * the one place that talks. Knows nothing of signals, routing or configuration.
 */
@NullMarked
package io.signalbox.backends.remote;

import org.jspecify.annotations.NullMarked;
