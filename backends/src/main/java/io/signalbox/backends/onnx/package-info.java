/**
 * The models on ONNX Runtime: what the learned signals read a text with, and the vectors of texts.
 * Start at {@link io.signalbox.backends.onnx.OnnxSignalEncoder} (a whole text), then {@link
 * io.signalbox.backends.onnx.SignalModel} (one pass over one window) and {@link
 * io.signalbox.backends.onnx.InferencePool} (who runs when). Knows nothing of HTTP or routing.
 */
@NullMarked
package io.signalbox.backends.onnx;

import org.jspecify.annotations.NullMarked;
