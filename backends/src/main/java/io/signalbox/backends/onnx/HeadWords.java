package io.signalbox.backends.onnx;

import io.signalbox.infer.Classification;
import io.signalbox.infer.Coverage;
import io.signalbox.infer.Head;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the word of a text of the words of its windows, by the rule of each {@link Head}: a topic
 * is what most of a text is about, a danger is as great as where it is greatest.
 */
final class HeadWords {
  private static final String BENIGN = "benign";

  private HeadWords() {}

  /**
   * @param windows what was read, the text's first window first
   * @param topics what n-grams say of the text
   * @param coverage how much of the text the windows are
   */
  static Map<Head, Classification> of(
      List<WindowReading> windows, TopicGrams.Reading topics, Coverage coverage) {
    var words = new EnumMap<Head, Classification>(Head.class);
    for (var head : Head.values()) {
      var word =
          switch (head) {
            case DOMAIN -> topics.joined(mean(windows));
            case SAFETY -> greatestDanger(windows);
            case FACT_CHECK -> greatestNeed(windows);
            case FEEDBACK -> windows.getFirst().word(head);
          };
      words.put(head, classification(head, word, coverage));
    }
    return words;
  }

  /** What is said of a text without a single token. */
  static Map<Head, Classification> ofNothing() {
    var words = new EnumMap<Head, Classification>(Head.class);
    for (var head : Head.values()) {
      var label =
          switch (head) {
            case DOMAIN -> "other";
            case SAFETY -> BENIGN;
            case FACT_CHECK -> "not_needed";
            case FEEDBACK -> "none";
          };
      var word = new double[head.labels().size()];
      word[head.labels().indexOf(label)] = 1;
      words.put(head, classification(head, word, Coverage.COMPLETE));
    }
    return words;
  }

  private static double[] mean(List<WindowReading> windows) {
    var sums = new double[Head.DOMAIN.labels().size()];
    long tokens = 0;
    for (var reading : windows) {
      var word = reading.word(Head.DOMAIN);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += word[i] * reading.window().size();
      }
      tokens += reading.window().size();
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= tokens;
    }
    return sums;
  }

  private static double[] greatestDanger(List<WindowReading> windows) {
    var result = windows.getFirst().word(Head.SAFETY).clone();
    int benign = Head.SAFETY.labels().indexOf(BENIGN);
    for (var reading : windows) {
      var word = reading.word(Head.SAFETY);
      for (int i = 0; i < result.length; i++) {
        result[i] = i == benign ? Math.min(result[i], word[i]) : Math.max(result[i], word[i]);
      }
    }
    return result;
  }

  private static double[] greatestNeed(List<WindowReading> windows) {
    int needed = Head.FACT_CHECK.labels().indexOf("needed");
    var result = windows.getFirst().word(Head.FACT_CHECK);
    for (var reading : windows) {
      var word = reading.word(Head.FACT_CHECK);
      result = word[needed] > result[needed] ? word : result;
    }
    return result;
  }

  private static Classification classification(Head head, double[] word, Coverage coverage) {
    var probabilities = new LinkedHashMap<String, Double>();
    for (int i = 0; i < word.length; i++) {
      probabilities.put(head.labels().get(i), word[i]);
    }
    return new Classification(probabilities, coverage);
  }
}
