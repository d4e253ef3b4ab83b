package io.signalbox.backends.onnx;

import io.signalbox.infer.GramTable;
import io.signalbox.infer.Grams;
import io.signalbox.infer.Head;
import io.signalbox.infer.Softmax;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * A linear model over hashed n-grams that tells topics beside the encoder, whose vocabulary spells
 * only English. A text is read in windows of 128 tokens, of whose chances the mean by tokens
 * counts.
 *
 * <p>Both words are joined as the softmax of a weighted sum of their logarithms. The weights are
 * two: for a text with hardly a letter beyond ASCII, and for all others. Trained by {@code
 * training/topics}.
 */
final class TopicGrams {
  private static final int WINDOW = 128;

  /** The share of letters beyond ASCII from which on a text counts as foreign. */
  private static final double FOREIGN = 0.01;

  /** What a chance counts at least, so that one word alone rules nothing out. */
  private static final double LEAST = 1e-9;

  private final GramTable table;
  private final Weights english;
  private final Weights other;

  /** What the logarithms of the two words weigh. */
  private record Weights(double encoder, double grams) {}

  private TopicGrams(DataInputStream in) throws IOException {
    table = GramTable.read(in);
    if (!table.labels().equals(Head.DOMAIN.labels())) {
      throw new IOException("not n-grams of topics");
    }
    english = new Weights(in.readFloat(), in.readFloat());
    other = new Weights(in.readFloat(), in.readFloat());
  }

  static TopicGrams read(InputStream stream) {
    try (var in = new DataInputStream(new BufferedInputStream(stream))) {
      return new TopicGrams(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What ships: four megabytes, read anew by each call. */
  static TopicGrams bundled() {
    return read(Objects.requireNonNull(TopicGrams.class.getResourceAsStream("topic-grams.bin")));
  }

  /** Reads a text, as far as {@link Grams#MOST_POINTS}. */
  Reading read(String text) {
    var sums = new Sums();
    Grams.of(text, true, sums);
    var weights = foreign(text) ? other : english;
    return new Reading(sums.mean(), weights.encoder(), weights.grams());
  }

  /** Whether more than a few of a text's letters are beyond ASCII. */
  static boolean foreign(String text) {
    int letters = 0;
    int beyond = 0;
    for (int at = 0; at < text.length(); ) {
      int codePoint = text.codePointAt(at);
      at += Character.charCount(codePoint);
      if (Character.isLetter(codePoint)) {
        letters++;
        beyond += codePoint < 128 ? 0 : 1;
      }
    }
    return beyond > FOREIGN * letters;
  }

  /**
   * What n-grams say of a text, and how much that counts.
   *
   * @param chances one a topic, in the order of the head's labels
   * @param encoderWeight of the logarithm of what the encoder says
   * @param gramsWeight of the logarithm of the chances
   */
  record Reading(double[] chances, double encoderWeight, double gramsWeight) {
    /** The distribution that both make, given what the encoder says. */
    double[] joined(double[] encoder) {
      var joined = new double[chances.length];
      for (int i = 0; i < joined.length; i++) {
        joined[i] =
            encoderWeight * Math.log(Math.max(encoder[i], LEAST))
                + gramsWeight * Math.log(Math.max(chances[i], LEAST));
      }
      return Softmax.inPlace(joined);
    }
  }

  /** The sums of the window that is read, and the chances of those before it. */
  private final class Sums implements Grams.Sink {
    private final double[] chances = new double[table.labels().size()];
    private final int[] sums = new int[chances.length];
    private int features;
    private int inWindow;
    private long tokens;

    @Override
    public void feature(int hash) {
      table.add(hash, sums, 0);
      features++;
    }

    @Override
    public void token() {
      inWindow++;
      if (inWindow == WINDOW) {
        close(WINDOW);
      }
    }

    private void close(int weight) {
      var window = table.chances(sums, features);
      for (int i = 0; i < chances.length; i++) {
        chances[i] += weight * window[i];
        sums[i] = 0;
      }
      tokens += weight;
      features = 0;
      inWindow = 0;
    }

    double[] mean() {
      if (inWindow > 0 || tokens == 0) {
        close(Math.max(1, inWindow));
      }
      for (int i = 0; i < chances.length; i++) {
        chances[i] /= tokens;
      }
      return chances;
    }
  }
}
