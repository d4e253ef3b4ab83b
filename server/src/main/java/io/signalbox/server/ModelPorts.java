package io.signalbox.server;

import io.signalbox.backends.onnx.MiniLmEmbedder;
import io.signalbox.backends.onnx.OnnxSignalEncoder;
import io.signalbox.catalog.AnswerSource;
import io.signalbox.catalog.Ports;
import io.signalbox.config.ReadingConfig;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.ClassifierSource;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.EmbedderSource;
import io.signalbox.infer.PairJudge;
import io.signalbox.infer.SignalEncoder;
import io.signalbox.learn.Memory;
import io.signalbox.select.Vitals;
import io.signalbox.store.BucketStore;
import io.signalbox.store.CacheStore;
import io.signalbox.store.CallRecorder;
import io.signalbox.store.StoreAddress;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What one recipe asks of the models and stores of the process. The weights are everybody's; what
 * was found for a text is remembered here and goes with the recipe.
 */
final class ModelPorts implements Ports {
  private final Models models;
  private final Supplier<CallRecorder> recorder;
  private final Supplier<ReadingConfig> reading;
  private @Nullable SignalEncoder encoder;
  private @Nullable Embedder embedder;

  /**
   * @param reading asked when a model is
   */
  ModelPorts(Models models, Supplier<CallRecorder> recorder, Supplier<ReadingConfig> reading) {
    this.models = models;
    this.recorder = recorder;
    this.reading = reading;
  }

  @Override
  public Ports scoped() {
    return new ModelPorts(models, recorder, reading);
  }

  @Override
  public synchronized SignalEncoder encoder() {
    if (encoder == null) {
      encoder = new OnnxSignalEncoder(models.signalModel(), models.pool(), reading.get());
    }
    return encoder;
  }

  @Override
  public synchronized Optional<Embedder> embedder() {
    if (embedder == null) {
      embedder = new MiniLmEmbedder(models.embeddingModel(), models.pool());
    }
    return Optional.of(embedder);
  }

  @Override
  public Optional<Embedder> exemplars() {
    return Optional.of(models.exemplars());
  }

  @Override
  public Classifier classifier(ClassifierSource source) {
    return models.own().classifier(source);
  }

  @Override
  public Optional<Embedder> embedder(EmbedderSource source) {
    return Optional.of(models.own().embedder(source));
  }

  @Override
  public Classifier languages() {
    return models.languages();
  }

  @Override
  public Vitals vitals() {
    return models.vitals();
  }

  @Override
  public Memory memory() {
    return models.learningMemory();
  }

  @Override
  public PairJudge pairs() {
    return models.pairModel();
  }

  @Override
  public RandomGenerator random() {
    return models.random();
  }

  @Override
  public BucketStore buckets() {
    return models.buckets();
  }

  @Override
  public BucketStore buckets(StoreAddress address) {
    return models.buckets(address);
  }

  @Override
  public CacheStore answers(AnswerSource source) {
    return models.answers().open(source);
  }

  @Override
  public CallRecorder recorder() {
    return recorder.get();
  }
}
