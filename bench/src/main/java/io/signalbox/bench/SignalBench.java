package io.signalbox.bench;

import io.signalbox.backends.onnx.InferencePool;
import io.signalbox.backends.onnx.MiniLmEmbedder;
import io.signalbox.backends.onnx.MiniLmEncoder;
import io.signalbox.backends.onnx.OnnxSignalEncoder;
import io.signalbox.backends.onnx.SignalModel;
import io.signalbox.backends.onnx.WordPiece;
import io.signalbox.chat.Deadline;
import io.signalbox.config.ReadingConfig;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.SignalEncoder;
import io.signalbox.parts.pii.PiiRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures the models that read prompts: all heads against a plain pass of the embedding model over
 * the same windows, long prompts against short ones, late turns of a conversation against the
 * first, what five times more work than can be done does, and the rules for personal data. Things
 * that are compared take turns, and the median tells. Prints tables for docs/performance.md.
 */
@Command(
    name = "signal-bench",
    mixinStandardHelpOptions = true,
    description = "What reading a prompt costs.")
public final class SignalBench implements Callable<Integer> {
  private static final int TURNS = 20;
  private static final int MESSAGE_TOKENS = 120;
  private static final int LOAD_TOKENS = 120;
  private static final int WARM_UPS = 200;
  private static final String PERSONAL =
      "Mail ann@example.com or call +1 212 555 0188, card 4111 1111 1111 1111, born 3 May 1980. ";
  private static final String[] WORDS = {
    "the",
    "market",
    "of",
    "a",
    "river",
    "and",
    "people",
    "in",
    "large",
    "house",
    "that",
    "water",
    "was",
    "found",
    "when",
    "money",
    "light",
    "to",
    "old",
    "question",
    "with",
    "long",
    "winter"
  };

  @Option(
      names = "--rounds",
      defaultValue = "15",
      description = "Rounds, of which the median tells.")
  private int rounds;

  @Option(names = "--seconds", defaultValue = "10", description = "Length of the overload.")
  private int seconds;

  @Option(names = "--overload", defaultValue = "5", description = "Times what can be done.")
  private int overload;

  private final WordPiece wordPiece = WordPiece.bundled();
  private final Random random = new Random(3);

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SignalBench()).execute(arguments));
  }

  /** Something to time. */
  private record Row(String name, Runnable work) {}

  @Override
  public Integer call() throws InterruptedException {
    try (var signals = new SignalModel(wordPiece);
        var embeddings = new MiniLmEncoder(wordPiece)) {
      signals.warmUp();
      embeddings.warmUp();
      rules();
      try (var one = new InferencePool(1, 64)) {
        passes(signals, embeddings, one);
        turns(signals, one);
      }
      try (var pool = new InferencePool()) {
        overload(encoder(signals, pool));
      }
    }
    return 0;
  }

  private void passes(SignalModel signals, MiniLmEncoder embeddings, InferencePool pool) {
    var heads = encoder(signals, pool);
    Embedder plain = new MiniLmEmbedder(embeddings, pool);
    var rows = new ArrayList<Row>();
    for (int tokens : new int[] {500, 8000}) {
      var plainName = "plain pass, %d tokens".formatted(tokens);
      rows.add(new Row(plainName, () -> plain.embed(text(tokens), soon())));
      var headsName = "all heads, %d tokens".formatted(tokens);
      rows.add(new Row(headsName, () -> heads.read(text(tokens), soon())));
    }
    var medians = medians("Passes, one thread", rows);
    System.out.printf(
        Locale.ROOT,
        "%nall heads / plain pass: %.2f at 500 tokens, %.2f at 8,000; 8,000 / 500 tokens: %.1f%n",
        medians.get(1) / medians.get(0),
        medians.get(3) / medians.get(2),
        medians.get(3) / medians.get(1));
  }

  /** The rules for personal data alone, on words among which some of it stands. */
  private void rules() {
    var rules = new PiiRules();
    var rows = new ArrayList<Row>();
    for (int bytes : new int[] {2_500, 100_000}) {
      var name = "PII rules, %,d bytes".formatted(bytes);
      rows.add(new Row(name, () -> rules.find(personal(bytes))));
    }
    for (int i = 0; i < WARM_UPS; i++) {
      rows.forEach(row -> row.work().run());
    }
    medians("Rules, one thread", rows);
  }

  private String personal(int bytes) {
    var text = new StringBuilder();
    while (text.length() < bytes) {
      text.append(text(40)).append(PERSONAL);
    }
    return text.substring(0, bytes);
  }

  /** Each round is a conversation; a turn reads all its messages, as a signal that guards does. */
  private void turns(SignalModel signals, InferencePool pool) {
    var first = new double[rounds];
    var last = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      var heads = encoder(signals, pool);
      var messages = new ArrayList<String>();
      for (int turn = 1; turn <= TURNS; turn++) {
        // The system's word at first, afterwards the model's answer; then the user's.
        messages.add(text(MESSAGE_TOKENS));
        messages.add(text(MESSAGE_TOKENS));
        double took = millis(() -> messages.forEach(message -> heads.read(message, soon())));
        if (turn == 1) {
          first[round] = took;
        }
        last[round] = took;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%nturn %d / turn 1: %.2f (%.1f ms, %.1f ms; two new messages of %d tokens each)%n",
        TURNS,
        median(last) / median(first),
        median(last),
        median(first),
        MESSAGE_TOKENS);
  }

  private void overload(SignalEncoder heads) throws InterruptedException {
    Load.Work work = number -> heads.read(text(LOAD_TOKENS), soon());
    int threads = Runtime.getRuntime().availableProcessors();
    double capacity = Load.run(work, threads, Duration.ofSeconds(seconds)).perSecond();
    var before = Load.run(work, 1, Duration.ofSeconds(2));
    var flood = new Flood(heads, () -> text(LOAD_TOKENS));
    var outcome = flood.run(capacity * overload, Duration.ofSeconds(seconds));
    var after = Load.run(work, 1, Duration.ofSeconds(2));
    System.out.printf(
        Locale.ROOT,
        "%ncapacity %.0f texts/s of %d tokens; at %d times that: %s%n"
            + "alone before: p50 %.1f ms, alone after: p50 %.1f ms%n",
        capacity,
        LOAD_TOKENS,
        overload,
        outcome,
        before.micros(0.5) / 1e3,
        after.micros(0.5) / 1e3);
  }

  private List<Double> medians(String title, List<Row> rows) {
    var took = new double[rows.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < rows.size(); i++) {
        took[i][round] = millis(rows.get(i).work());
      }
    }
    System.out.printf("%n%s, median and least of %d rounds%n%n", title, rounds);
    System.out.println("| what | p50 ms | least ms |");
    System.out.println("|---|---|---|");
    var medians = new ArrayList<Double>();
    for (int i = 0; i < rows.size(); i++) {
      medians.add(median(took[i]));
      System.out.printf(
          Locale.ROOT, "| %s | %.1f | %.1f |%n", rows.get(i).name(), medians.getLast(), took[i][0]);
    }
    return medians;
  }

  /** A text of so many tokens that was never there before. */
  private synchronized String text(int tokens) {
    var text = new StringBuilder();
    for (int i = 0; i < tokens; i++) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    return text.toString();
  }

  private static SignalEncoder encoder(SignalModel signals, InferencePool pool) {
    var budget = new ReadingConfig(32_768, Duration.ofMinutes(1), ReadingConfig.Beyond.MATCH);
    return new OnnxSignalEncoder(signals, pool, budget);
  }

  private static double millis(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  /** The median; sorts. */
  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofMinutes(1));
  }
}
