package io.signalbox.server;

import io.signalbox.catalog.AnswerSource;
import io.signalbox.catalog.Ports;
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
import io.signalbox.store.StoreAddress;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The ports of others, with one store for all answers. */
record PortsWithAnswers(Ports ports, CacheStore store) implements Ports {
  @Override
  public CacheStore answers(AnswerSource source) {
    return store;
  }

  @Override
  public Ports scoped() {
    return new PortsWithAnswers(ports.scoped(), store);
  }

  @Override
  public SignalEncoder encoder() {
    return ports.encoder();
  }

  @Override
  public Classifier classifier(Head head) {
    return ports.classifier(head);
  }

  @Override
  public Classifier classifier(ClassifierSource source) {
    return ports.classifier(source);
  }

  @Override
  public Optional<Embedder> embedder(EmbedderSource source) {
    return ports.embedder(source);
  }

  @Override
  public Optional<RemoteModel> external(String name) {
    return ports.external(name);
  }

  @Override
  public Classifier languages() {
    return ports.languages();
  }

  @Override
  public Optional<Embedder> embedder() {
    return ports.embedder();
  }

  @Override
  public Optional<Embedder> exemplars() {
    return ports.exemplars();
  }

  @Override
  public Vitals vitals() {
    return ports.vitals();
  }

  @Override
  public Memory memory() {
    return ports.memory();
  }

  @Override
  public PairJudge pairs() {
    return ports.pairs();
  }

  @Override
  public RandomGenerator random() {
    return ports.random();
  }

  @Override
  public BucketStore buckets() {
    return ports.buckets();
  }

  @Override
  public BucketStore buckets(StoreAddress address) {
    return ports.buckets(address);
  }

  @Override
  public CallRecorder recorder() {
    return ports.recorder();
  }
}
