package io.signalbox.catalog;

import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.ClassifierSource;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.EmbedderSource;
import io.signalbox.infer.Head;
import io.signalbox.infer.PairJudge;
import io.signalbox.infer.RemoteModel;
import io.signalbox.infer.SignalEncoder;
import io.signalbox.learn.Memory;
import io.signalbox.select.Vitals;
import io.signalbox.store.BucketStore;
import io.signalbox.store.CacheStore;
import io.signalbox.store.CallRecorder;
import io.signalbox.store.LocalBuckets;
import io.signalbox.store.StoreAddress;
import io.signalbox.store.StoreException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/** What a part may ask for. Asking loads: a model that no part asks for is never loaded. */
public interface Ports {
  /** The model that answers every learned question about a text. */
  SignalEncoder encoder();

  /**
   * What answers one of its questions: the encoder itself, or what the configuration puts in its
   * place.
   */
  default Classifier classifier(Head head) {
    var encoder = encoder();
    return (text, deadline) -> encoder.read(text, deadline).head(head);
  }

  /**
   * A classifier that does not ship.
   *
   * @throws RouterException when it cannot be had: the message tells why
   */
  default Classifier classifier(ClassifierSource source) {
    return (text, deadline) -> {
      throw new RouterException(Fault.INTERNAL, "no classifier of the user's own is at hand");
    };
  }

  /** What makes vectors elsewhere, or empty where nothing else may be asked. */
  default Optional<Embedder> embedder(EmbedderSource source) {
    return Optional.empty();
  }

  /** The service that the configuration calls so in {@code model_catalog.external}. */
  default Optional<RemoteModel> external(String name) {
    return Optional.empty();
  }

  /**
   * Ports for one recipe: what they remember of the texts of its calls is not shared with another
   * recipe.
   */
  default Ports scoped() {
    return this;
  }

  /**
   * The classifier of languages: ISO 639-1 codes, {@code und} for a text that says nothing of its
   * language. Where a process brings none, nothing can be told.
   */
  default Classifier languages() {
    return (text, deadline) -> {
      throw new RouterException(Fault.INTERNAL, "no classifier of languages is at hand");
    };
  }

  /** What makes vectors of texts, or empty where there is none. */
  default Optional<Embedder> embedder() {
    return Optional.empty();
  }

  /**
   * The same for texts of the configuration, of which it keeps the vectors: over recipes, and over
   * reloads.
   */
  default Optional<Embedder> exemplars() {
    return embedder();
  }

  /** How models fare at the moment. */
  default Vitals vitals() {
    return Vitals.NONE;
  }

  /** What the process remembers of calls; asking tells that somebody learns from it. */
  default Memory memory() {
    return new Memory(InstantSource.system());
  }

  /** What tells whether two questions have the same answer. */
  default PairJudge pairs() {
    return (a, b, deadline) -> {
      throw new RouterException(Fault.INTERNAL, "no judge of question pairs is at hand");
    };
  }

  /**
   * Where answers are kept. The same source leads to the same store, over recipes and over reloads.
   *
   * @throws StoreException when it cannot be had at all; one that is only unreachable for a while
   *     can
   */
  default CacheStore answers(AnswerSource source) {
    throw new StoreException("no store of answers is at hand");
  }

  /** Chance, safe for use by many threads. */
  default RandomGenerator random() {
    return new Random();
  }

  /** Token buckets of this process. */
  default BucketStore buckets() {
    return new LocalBuckets();
  }

  /** Token buckets that all replicas share; nobody can ask them where none are to be had. */
  default BucketStore buckets(StoreAddress address) {
    return BucketStore.UNREACHABLE;
  }

  /** Where it is said what is to be kept of calls. */
  default CallRecorder recorder() {
    return CallRecorder.NONE;
  }
}
