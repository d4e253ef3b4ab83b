package io.signalbox.server;

import io.signalbox.backends.onnx.DomainClassifier;
import io.signalbox.backends.onnx.InferencePool;
import io.signalbox.backends.onnx.MiniLmEncoder;
import io.signalbox.catalog.Ports;
import io.signalbox.infer.Topics;
import org.jspecify.annotations.Nullable;

/**
 * The models of the process. Each is loaded when it is first asked for, once, and kept over
 * reloads.
 */
final class Models implements AutoCloseable {
  private @Nullable MiniLmEncoder encoder;
  private @Nullable InferencePool pool;
  private @Nullable DomainClassifier topics;

  /** Ports that ask for models on behalf of a configuration. */
  Ports ports(double topicThreshold) {
    return () -> new Topics(topics(), topicThreshold);
  }

  /** The classifier of topics, loaded now if it was not. */
  synchronized DomainClassifier topics() {
    if (topics == null) {
      encoder = new MiniLmEncoder();
      pool = new InferencePool();
      topics = new DomainClassifier(encoder, pool);
      topics.warmUp();
    }
    return topics;
  }

  /** Whether the classifier of topics is loaded. */
  synchronized boolean topicsLoaded() {
    return topics != null;
  }

  @Override
  public synchronized void close() {
    if (pool != null) {
      pool.close();
    }
    if (encoder != null) {
      encoder.close();
    }
  }
}
