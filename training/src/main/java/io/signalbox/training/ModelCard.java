package io.signalbox.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The model card of a domain head, in Markdown. Holds only what follows from the data, the seed and
 * the recipe, so that the same run gives the same card.
 */
record ModelCard(Corpus corpus, Validation validation, Recipe recipe, long seed, long headBytes) {
  private static final int SMALLEST_SLICE = 5;

  String text() {
    return String.join(
        "\n",
        introduction(),
        accuracies(),
        perClass("Exam-style questions", validation.of(Kind.EXAM)),
        perClass("Natural chat prompts", validation.of(Kind.CHAT)),
        slices("By language, natural prompts", natural(), ModelCard::languageOf),
        slices("By length in characters, all prompts", validation.outcomes(), ModelCard::lengthOf),
        slices("By collection, exam-style", validation.of(Kind.EXAM), ModelCard::collectionOf),
        calibration("short natural questions", validation.shortNatural()),
        calibration("natural chat prompts", validation.of(Kind.CHAT)),
        calibration("exam-style questions", validation.of(Kind.EXAM)),
        manifest(),
        limits());
  }

  private String introduction() {
    return format(
        """
        # Domain head

        Written by `TrainDomain`; do not edit. The head tells which of %d domains a prompt is about:
        %s.

        **Model.** all-MiniLM-L6-v2, int8, frozen (Apache-2.0), one pass a window of 128 tokens. On its
        mean vector %d perceptron(s) of %d hidden units, averaged; beside them a linear layer on hashed
        word n-grams (1, 2) and character n-grams (3 to 5), added with weight %.2f. Temperature %.2f.
        Windows overlap, cover the whole text, and are averaged.

        **Training.** Seed %d, %d epochs of AdamW, label smoothing %.2f, input dropout %.2f, hidden dropout
        %.2f; %d epochs of Adagrad for the n-grams. Natural rows count 3, exam and extra rows 1. Training
        set `%s`. Head: %,d bytes.

        **Use.** Routing by topic. A rule should ask for a probability of 0.5 or more. Not meant to judge
        people, or as a filter for safety.
        """,
        Domains.LABELS.size(),
        String.join(", ", Domains.LABELS),
        recipe.perceptrons(),
        recipe.hiddenUnits(),
        validation.ngramWeight(),
        validation.temperature(),
        seed,
        recipe.epochs(),
        recipe.smoothing(),
        recipe.inputDropout(),
        recipe.hiddenDropout(),
        recipe.ngramEpochs(),
        corpus.checksum(),
        headBytes);
  }

  private String accuracies() {
    var table = new StringBuilder();
    table.append(
        """
        ## Accuracy

        Measured on examples that the measured heads never saw: %d folds by hash of the normalised text,
        near-duplicates (half of their five-word runs shared) kept on one side. The shipped head is
        trained on everything with the same recipe. Balance and temperature were chosen on these folds,
        so the figures are slightly favourable. Intervals are Wilson 95 %%.

        | held out | n | top-1 | label or one also accepted | right with p >= 0.5 |
        | --- | --- | --- | --- | --- |
        """
            .formatted(Folds.COUNT));
    Map<String, List<Outcome>> parts = new LinkedHashMap<>();
    parts.put("exam-style questions", validation.of(Kind.EXAM));
    parts.put("natural chat prompts", validation.of(Kind.CHAT));
    parts.put("short natural questions (English, one line)", validation.shortNatural());
    parts.put("multilingual chat prompts", validation.of(Kind.MULTILINGUAL));
    parts.put(
        "exam-style, whole collections unseen (stemez, scibench, theoremQA)",
        validation.bySource());
    parts.forEach((name, outcomes) ->
        table.append(
            format(
                "| %s | %d | %s | %s | %s |%n",
                name,
                outcomes.size(),
                Measures.accuracy(outcomes),
                Measures.share(outcomes, Outcome::isAcceptable),
                Measures.share(outcomes, o -> o.isRight() && o.confidence() >= 0.5))));
    return table.toString();
  }

  private static String perClass(String title, List<Outcome> outcomes) {
    var table = new StringBuilder("## " + title + " by domain\n\n");
    table.append("| domain | n | precision | recall |\n| --- | --- | --- | --- |\n");
    for (int label = 0; label < Domains.LABELS.size(); label++) {
      var recall = Measures.recall(outcomes, label);
      table.append(
          format(
              "| %s | %d | %s | %s |%n",
              Domains.LABELS.get(label),
              recall.total(),
              Measures.precision(outcomes, label),
              recall));
    }
    return table.toString();
  }

  private static String slices(
      String title, List<Outcome> outcomes, Function<Outcome, String> slice) {
    var table = new StringBuilder("## " + title + "\n\n");
    table.append("| slice | n | top-1 |\n| --- | --- | --- |\n");
    var slices =
        outcomes.stream().collect(Collectors.groupingBy(slice, TreeMap::new, Collectors.toList()));
    slices.forEach((name, own) -> {
      if (own.size() >= SMALLEST_SLICE) {
        table.append(format("| %s | %d | %s |%n", name, own.size(), Measures.accuracy(own)));
      }
    });
    return table.toString();
  }

  private static String calibration(String title, List<Outcome> outcomes) {
    var table = new StringBuilder("## Calibration, " + title + "\n\n");
    table.append(
        format(
            "Expected calibration error %.3f, mean negative log likelihood %.3f.%n%n",
            Measures.calibrationError(outcomes), Measures.loss(outcomes)));
    table.append("| confidence from | n | mean confidence | right |\n| --- | --- | --- | --- |\n");
    for (Measures.Bin bin : Measures.reliability(outcomes)) {
      if (bin.right().total() > 0) {
        table.append(
            format(
                "| %.1f | %d | %.3f | %s |%n",
                bin.from(), bin.right().total(), bin.confidence(), bin.right()));
      }
    }
    return table.toString();
  }

  private String manifest() {
    var table = new StringBuilder("## Data\n\nEvery file is checked against its SHA-256.\n\n");
    table.append("| file | rows used | licence | sha256 |\n| --- | --- | --- | --- |\n");
    for (Source source : corpus.sources()) {
      table.append(
          format(
              "| %s | %d | %s | `%s` |%n",
              source.path(), source.rows(), source.licence(), source.sha256()));
    }
    return table.toString();
  }

  private static String limits() {
    return """
    ## What was not measured

    - Prompts of real users: the natural prompts were written by language models, one author a set,
      labels not checked by a second annotator. The topics of the complexity set are a by-product.
    - The gain from averaging, beyond what the folds show; the shipped head has seen more data than
      the measured ones.
    - Languages other than those in the table. The encoder reads English; other languages rest on the
      n-grams and on shared words, and should not be routed by topic without a check of one's own.
      `und` marks natural prompts with letters outside ASCII whose set names no language.
    - Long conversations and pasted documents beyond the lengths in the table.
    - Robustness against prompts written to mislead the classifier.
    - Rows of the kind `extra` (small talk, travel, errands, sums, code; one domain by the set that
      they come from) are trained on and never measured.
    """;
  }

  private List<Outcome> natural() {
    return validation.outcomes().stream()
        .filter(outcome -> outcome.example().kind() != Kind.EXAM)
        .toList();
  }

  private static String languageOf(Outcome outcome) {
    return outcome.example().language();
  }

  private static String collectionOf(Outcome outcome) {
    var origin = outcome.example().origin();
    int dash = origin.indexOf('-');
    return dash < 0 ? origin : origin.substring(0, dash);
  }

  private static String lengthOf(Outcome outcome) {
    int length = outcome.example().text().length();
    if (length <= 60) {
      return "1: up to 60";
    }
    if (length <= 120) {
      return "2: 61 to 120";
    }
    if (length <= 300) {
      return "3: 121 to 300";
    }
    return length <= 1000 ? "4: 301 to 1000" : "5: over 1000";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern.replace("%n", "\n"), values);
  }
}
