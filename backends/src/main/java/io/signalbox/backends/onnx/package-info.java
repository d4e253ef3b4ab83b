/**
 * Embedding and domain classification on ONNX Runtime, one text at a time on a small bounded pool.
 * Start at {@link io.signalbox.backends.onnx.MiniLmEncoder} (one pass over one window) and {@link
 * io.signalbox.backends.onnx.DomainClassifier} (a whole text). Knows nothing of HTTP, routing or
 * configuration.
 */
@NullMarked
package io.signalbox.backends.onnx;

import org.jspecify.annotations.NullMarked;
