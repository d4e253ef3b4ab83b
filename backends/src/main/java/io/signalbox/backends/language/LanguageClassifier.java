package io.signalbox.backends.language;

import io.signalbox.chat.Deadline;
import io.signalbox.infer.Classification;
import io.signalbox.infer.Classifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the language of a text, honestly about doubt.
 *
 * <p>First the writing: each script of the text gets a share by its letters. Most scripts belong to
 * one language, which then has that share. Where several languages share a script, sequences of
 * characters (see {@link GramTable}) and small words (see {@link FunctionWords}) speak for each,
 * and a little what is often written at all; what they add up to are logarithms of odds, so a
 * softmax makes probabilities of them. Little text adds up to little: the probabilities of a word
 * that stands in many languages lie close together, and none is high.
 *
 * <p>Labels are ISO 639-1 codes; {@link #NONE} stands for text without a letter to go by. Several
 * readings of one character sequence are not independent, which {@link #SCALE} makes up for; it was
 * set where the mean probability of the likeliest language equals how often it is right.
 */
public final class LanguageClassifier implements Classifier {
  /** The label of a text that says nothing of its language. */
  public static final String NONE = "und";

  private static final double SCALE = 12;
  private static final double WORD = 0.2;
  private static final double OFTEN = 0.03;

  /** Languages that much is written in, with how much they are preferred. */
  private static final Map<String, Integer> FREQUENT =
      Map.ofEntries(
          Map.entry("en", 4),
          Map.entry("de", 3),
          Map.entry("es", 3),
          Map.entry("fr", 3),
          Map.entry("it", 3),
          Map.entry("pt", 3),
          Map.entry("ar", 3),
          Map.entry("hi", 3),
          Map.entry("ru", 3),
          Map.entry("cs", 2),
          Map.entry("fa", 2),
          Map.entry("hu", 2),
          Map.entry("id", 2),
          Map.entry("nl", 2),
          Map.entry("pl", 2),
          Map.entry("ro", 2),
          Map.entry("sv", 2),
          Map.entry("tr", 2),
          Map.entry("uk", 2),
          Map.entry("vi", 2),
          Map.entry("da", 1),
          Map.entry("fi", 1),
          Map.entry("nb", 1));

  private final GramTable grams = GramTable.load();
  private final FunctionWords words = FunctionWords.load();

  /** Every code it may answer with, {@link #NONE} left out. */
  public static List<String> languages() {
    var all = new ArrayList<String>();
    for (var writing : Writing.values()) {
      all.addAll(writing.languages());
    }
    Collections.sort(all);
    return all;
  }

  @Override
  public Classification classify(String text, Deadline deadline) {
    var written = parted(text);
    long total = 0;
    for (var part : written.entrySet()) {
      total += (long) part.getKey().weight() * part.getValue().letters;
    }
    if (total == 0) {
      return new Classification(Map.of(NONE, 1.0));
    }
    Map<String, Double> probabilities = new LinkedHashMap<>();
    for (var part : written.entrySet()) {
      double share = (double) part.getKey().weight() * part.getValue().letters / total;
      within(part.getKey(), part.getValue())
          .forEach((language, sure) -> probabilities.merge(language, share * sure, Double::sum));
    }
    return new Classification(probabilities);
  }

  /** What is written in one script: its letters in lower case, a blank for all else. */
  private static final class Part {
    private final StringBuilder text = new StringBuilder(" ");
    private int letters;

    private void add(int letter) {
      text.appendCodePoint(Character.toLowerCase(letter));
    }

    private void blank() {
      if (text.charAt(text.length() - 1) != ' ') {
        text.append(' ');
      }
    }
  }

  private static Map<Writing, Part> parted(String text) {
    var parts = new EnumMap<Writing, Part>(Writing.class);
    Part last = null;
    int codePoint;
    for (int at = 0; at < text.length(); at += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(at);
      if (link(text, at)) {
        int end = at;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
          end++;
        }
        codePoint = ' ';
        at = end - 1;
      }
      var writing = Character.isLetter(codePoint) ? Writing.of(codePoint) : null;
      if (writing != null) {
        var part = parts.computeIfAbsent(writing, w -> new Part());
        if (last != null && last != part) {
          last.blank();
        }
        part.add(codePoint);
        part.letters++;
        last = part;
      } else if (last != null) {
        if (joins(codePoint)) {
          last.add(codePoint);
        } else {
          last.blank();
        }
      }
    }
    parts.values().forEach(Part::blank);
    kanji(parts);
    return parts;
  }

  /** Addresses have letters and no language. */
  private static boolean link(String text, int at) {
    return text.startsWith("http://", at) || text.startsWith("https://", at);
  }

  private static boolean joins(int codePoint) {
    return codePoint == '\''
        || switch (Character.getType(codePoint)) {
          case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
          default -> false;
        };
  }

  /** Han characters between kana are Japanese. */
  private static void kanji(Map<Writing, Part> parts) {
    var kana = parts.get(Writing.KANA);
    var han = parts.get(Writing.HAN);
    if (kana != null && han != null && kana.letters * 10 > han.letters) {
      kana.letters += han.letters;
      parts.remove(Writing.HAN);
    }
  }

  private Map<String, Double> within(Writing writing, Part part) {
    var languages = writing.languages();
    if (languages.size() == 1) {
      return Map.of(languages.getFirst(), 1.0);
    }
    Map<String, Double> scores = new LinkedHashMap<>();
    languages.forEach(language -> scores.put(language, Double.NEGATIVE_INFINITY));
    var text = part.text.toString();
    var found = grams.scores(text);
    for (int i = 0; i < found.length; i++) {
      double score = found[i];
      scores.computeIfPresent(grams.columns().get(i), (language, best) -> Math.max(best, score));
    }
    for (var word : text.split(" ", -1)) {
      var speakers = words.languages(word);
      double weight = WORD / Math.sqrt(speakers.size());
      speakers.forEach(
          language -> scores.computeIfPresent(language, (code, score) -> score + weight));
    }
    FREQUENT.forEach((language, often) ->
        scores.computeIfPresent(language, (code, score) -> score + OFTEN * often));
    return probabilities(scores);
  }

  private static Map<String, Double> probabilities(Map<String, Double> scores) {
    double most = Collections.max(scores.values());
    double sum = 0;
    for (var entry : scores.entrySet()) {
      entry.setValue(Math.exp(SCALE * (entry.getValue() - most)));
      sum += entry.getValue();
    }
    for (var entry : scores.entrySet()) {
      entry.setValue(entry.getValue() / sum);
    }
    return scores;
  }
}
