package io.signalbox.catalog;

import io.signalbox.chat.Deadline;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.ClassifierSource;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.EmbedderSource;
import io.signalbox.infer.PairJudge;
import io.signalbox.infer.SignalEncoder;
import io.signalbox.store.CacheStore;
import java.util.Optional;
import java.util.function.Consumer;

/** Ports for checking a document: nothing is loaded or asked, but what would be is told. */
public final class CheckingPorts implements Ports {
  /** The length of the vectors that the router makes itself. */
  public static final int DIMENSIONS = 384;

  private final Consumer<Need> need;
  private final Consumer<ClassifierSource> look;

  /** A model that takes a while to load. */
  public enum Need {
    /** What answers every learned question about a text. */
    SIGNALS,
    /** What makes vectors of texts. */
    EMBEDDINGS,
    /** What tells whether two questions have the same answer. */
    PAIRS
  }

  /** An embedder that knows no more than how long its vectors are. */
  private record Unloaded(int dimensions) implements Embedder {
    @Override
    public String model() {
      return "not loaded";
    }

    @Override
    public float[] embed(String text, Deadline deadline) {
      throw unasked();
    }
  }

  /**
   * @param need told of each model that the document wants, again for each that wants it
   * @param look sees whether a classifier of the user's own can be had; throws a {@code
   *     RouterException} when it cannot
   */
  public CheckingPorts(Consumer<Need> need, Consumer<ClassifierSource> look) {
    this.need = need;
    this.look = look;
  }

  @Override
  public SignalEncoder encoder() {
    need.accept(Need.SIGNALS);
    return (text, deadline) -> {
      throw unasked();
    };
  }

  @Override
  public Optional<Embedder> embedder() {
    need.accept(Need.EMBEDDINGS);
    return Optional.of(new Unloaded(DIMENSIONS));
  }

  @Override
  public Classifier classifier(ClassifierSource source) {
    look.accept(source);
    return (text, deadline) -> {
      throw unasked();
    };
  }

  @Override
  public Optional<Embedder> embedder(EmbedderSource source) {
    return Optional.of(new Unloaded(source.dimensions()));
  }

  @Override
  public PairJudge pairs() {
    need.accept(Need.PAIRS);
    return (a, b, deadline) -> {
      throw unasked();
    };
  }

  @Override
  public CacheStore answers(AnswerSource source) {
    return CacheStore.NONE;
  }

  private static IllegalStateException unasked() {
    return new IllegalStateException("no model is asked while checking");
  }
}
