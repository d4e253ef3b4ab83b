package io.signalbox.training;

import io.signalbox.backends.onnx.DomainHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Measures a recipe on examples that the measured heads never saw: five folds over everything, and
 * a split by source, where all questions of some exam collections are held out at once.
 *
 * @param outcomes of the folds
 * @param bySource of the split by source
 * @param ngramWeight the balance chosen on the folds
 * @param temperature the temperature chosen on the folds
 */
record Validation(
    List<Outcome> outcomes, List<Outcome> bySource, float ngramWeight, float temperature) {
  private static final float[] BALANCES = {0f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.8f, 1f, 1.3f};

  Validation {
    outcomes = List.copyOf(outcomes);
    bySource = List.copyOf(bySource);
  }

  static Validation run(HeadTrainer trainer, Corpus corpus, Features features) {
    var folds = Folds.of(corpus.examples());
    var memberships = new ArrayList<int[]>();
    for (int fold = 0; fold < Folds.COUNT; fold++) {
      int held = fold;
      memberships.add(select(corpus, i -> folds[i] != held));
    }
    memberships.add(select(corpus, i -> !isHeldSource(corpus.examples().get(i))));
    var heads = trainer.train("validate", memberships);
    var heldOut = new HeldOut();
    for (int fold = 0; fold < Folds.COUNT; fold++) {
      int held = fold;
      var members =
          select(corpus, i -> folds[i] == held && corpus.examples().get(i).kind() != Kind.EXTRA);
      heldOut.add(heads.get(fold), corpus, features, members);
    }
    var sources = new HeldOut();
    DomainHead bySource = heads.get(Folds.COUNT);
    sources.add(
        bySource, corpus, features, select(corpus, i -> isHeldSource(corpus.examples().get(i))));
    float balance = balance(heldOut);
    float temperature = temperature(heldOut, balance);
    return new Validation(
        heldOut.outcomes(balance, temperature),
        sources.outcomes(balance, temperature),
        balance,
        temperature);
  }

  /** The outcomes of one kind. */
  List<Outcome> of(Kind kind) {
    return outcomes.stream().filter(outcome -> outcome.example().kind() == kind).toList();
  }

  /** The outcomes of chat-like one-liners in English. */
  List<Outcome> shortNatural() {
    return outcomes.stream().filter(outcome -> outcome.example().isShortNatural()).toList();
  }

  /** The exam collections that the split by source holds out. */
  static boolean isHeldSource(Example example) {
    var origin = example.origin();
    return example.kind() == Kind.EXAM
        && (origin.startsWith("stemez")
            || origin.startsWith("scibench")
            || origin.startsWith("theoremQA"));
  }

  private static int[] select(Corpus corpus, IntPredicate chosen) {
    return IntStream.range(0, corpus.examples().size()).filter(chosen).toArray();
  }

  private static List<Outcome> of(Kind kind, List<Outcome> outcomes) {
    return outcomes.stream().filter(outcome -> outcome.example().kind() == kind).toList();
  }

  /** The balance with the best mean of exam and short natural accuracy. */
  private static float balance(HeldOut heldOut) {
    float best = 0;
    double bestScore = -1;
    for (float balance : BALANCES) {
      var outcomes = heldOut.outcomes(balance, 1);
      var brief = outcomes.stream().filter(o -> o.example().isShortNatural()).toList();
      double exam = Measures.accuracy(of(Kind.EXAM, outcomes)).value();
      double natural = Measures.accuracy(brief).value();
      double chat = Measures.accuracy(of(Kind.CHAT, outcomes)).value();
      double multilingual = Measures.accuracy(of(Kind.MULTILINGUAL, outcomes)).value();
      System.err.printf(
          Locale.ROOT,
          "n-grams %.1f: exam %.4f, short natural %.4f (acceptable %.4f), chat %.4f, multilingual"
              + " %.4f%n",
          balance,
          exam,
          natural,
          Measures.share(brief, Outcome::isAcceptable).value(),
          chat,
          multilingual);
      if (exam + natural > bestScore) {
        bestScore = exam + natural;
        best = balance;
      }
    }
    return best;
  }

  /** The temperature with the least loss, natural and exam-style prompts counting the same. */
  private static float temperature(HeldOut heldOut, float balance) {
    float best = 1;
    double bestLoss = Double.POSITIVE_INFINITY;
    for (float temperature = 0.4f; temperature <= 2; temperature += 0.05f) {
      var outcomes = heldOut.outcomes(balance, temperature);
      double loss = Measures.loss(of(Kind.EXAM, outcomes)) + Measures.loss(of(Kind.CHAT, outcomes));
      if (loss < bestLoss) {
        bestLoss = loss;
        best = temperature;
      }
    }
    return best;
  }
}
