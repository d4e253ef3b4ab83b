package io.signalbox.training;

import io.signalbox.backends.onnx.DomainHead;
import io.signalbox.backends.onnx.NgramTable;
import io.signalbox.backends.onnx.Perceptron;
import io.signalbox.backends.onnx.Scaling;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Trains whole heads, their parts side by side on the threads it is given. */
final class HeadTrainer {
  private final Corpus corpus;
  private final Features features;
  private final Recipe recipe;
  private final long seed;
  private final ExecutorService threads;
  private final Progress progress;

  HeadTrainer(
      Corpus corpus,
      Features features,
      Recipe recipe,
      long seed,
      ExecutorService threads,
      Progress progress) {
    this.corpus = corpus;
    this.features = features;
    this.recipe = recipe;
    this.seed = seed;
    this.threads = threads;
    this.progress = progress;
  }

  /** The parts of a head in training. */
  private record Parts(
      Scaling scaling, List<Future<Perceptron>> perceptrons, Future<NgramTable> ngrams) {}

  /** Trains one head for each set of members, and quantises each as it will be served. */
  List<DomainHead> train(String stage, List<int[]> memberships) {
    progress.start(stage, memberships.size() * recipe.totalEpochs());
    var started = memberships.stream().map(this::start).toList();
    return started.stream().map(this::finish).toList();
  }

  private Parts start(int[] members) {
    var set = new TrainingSet(corpus, features, members, recipe.smoothing());
    int labels = Domains.LABELS.size();
    var ngrams =
        threads.submit(() -> new NgramTrainer(recipe, labels, seed).train(set, progress::step));
    var perceptrons = new ArrayList<Future<Perceptron>>();
    for (int i = 0; i < recipe.perceptrons(); i++) {
      long own = seed + 1 + i;
      perceptrons.add(
          threads.submit(() ->
              new PerceptronTrainer(recipe, Scaling.FEATURES, labels, own)
                  .train(set, progress::step)));
    }
    return new Parts(set.scaling(), perceptrons, ngrams);
  }

  private DomainHead finish(Parts parts) {
    try {
      var perceptrons = new ArrayList<Perceptron>();
      for (Future<Perceptron> perceptron : parts.perceptrons()) {
        perceptrons.add(perceptron.get());
      }
      var head =
          new DomainHead(
              corpus.checksum(),
              Domains.LABELS,
              1,
              0.5f,
              parts.scaling(),
              perceptrons,
              parts.ngrams().get());
      var bytes = new ByteArrayOutputStream();
      head.write(bytes);
      return DomainHead.read(new ByteArrayInputStream(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("training: interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("training: failed", e.getCause());
    }
  }
}
