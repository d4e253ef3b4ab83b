package io.signalbox.training;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains the domain head: reads and checks the training sets, measures the recipe on held-out
 * folds, trains on everything, and writes the head and its model card.
 */
@Command(
    name = "train-domain",
    mixinStandardHelpOptions = true,
    description = "Trains the domain head and writes it with its model card.")
public final class TrainDomain implements Callable<Integer> {
  @Option(
      names = "--data",
      required = true,
      description = "Folder that holds domain-train and the other sets, with SHA256SUMS.")
  private @Nullable Path data;

  @Option(names = "--seed", description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
  private long seed = 20261126;

  @Option(names = "--out", description = "Head to write (default: ${DEFAULT-VALUE}).")
  private Path out =
      Path.of("backends/src/main/resources/io/signalbox/backends/onnx/domain-head.bin");

  @Option(names = "--card", description = "Model card to write (default: ${DEFAULT-VALUE}).")
  private Path card = Path.of("docs/models/domain.md");

  @Option(names = "--cache", description = "Folder for embeddings (default: ${DEFAULT-VALUE}).")
  private Path cache = Path.of(System.getProperty("java.io.tmpdir"), "signalbox-training");

  /** Runs the command and exits with its status. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new TrainDomain()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    if (data == null) {
      throw new IllegalStateException("--data: missing");
    }
    var corpus = Corpus.read(data);
    var progress = new Progress(System.err);
    var features = Features.compute(corpus, cache, progress);
    int cores = Runtime.getRuntime().availableProcessors();
    try (var threads = Executors.newFixedThreadPool(cores)) {
      var trainer = new HeadTrainer(corpus, features, Recipe.CHOSEN, seed, threads, progress);
      var validation = Validation.run(trainer, corpus, features);
      var everything = IntStream.range(0, corpus.examples().size()).toArray();
      var head =
          trainer
              .train("train", List.of(everything))
              .getFirst()
              .with(validation.ngramWeight(), validation.temperature());
      Files.createDirectories(out.toAbsolutePath().getParent());
      try (var target = new BufferedOutputStream(Files.newOutputStream(out))) {
        head.write(target);
      }
      Files.createDirectories(card.toAbsolutePath().getParent());
      Files.writeString(
          card, new ModelCard(corpus, validation, Recipe.CHOSEN, seed, Files.size(out)).text());
    }
    System.err.printf(Locale.ROOT, "wrote %s and %s%n", out, card);
    return 0;
  }
}
