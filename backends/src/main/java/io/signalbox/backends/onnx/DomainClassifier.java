package io.signalbox.backends.onnx;

import io.signalbox.chat.Deadline;
import io.signalbox.infer.Classification;
import io.signalbox.infer.Classifier;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which of 14 domains a text is about.
 *
 * <p>The whole text is read in windows ({@link Window#over}): each goes through the encoder and the
 * head once, and the windows' distributions are averaged, weighted by their tokens. A text longer
 * than {@link Window#longestCovered()} tokens is sampled by {@link Window#MOST} windows that lie
 * evenly from its start to its end. What was found for a text is kept for the next callers.
 */
public final class DomainClassifier implements Classifier {
  private static final int MEMO_ENTRIES = 4096;

  /** The domain of a text without a single word. */
  private static final String WORDLESS = "other";

  private final MiniLmEncoder encoder;
  private final InferencePool pool;
  private final DomainHead head;
  private final NgramFeatures ngrams;
  private final TextMemo<Classification> memo = new TextMemo<>(MEMO_ENTRIES);

  /** A classifier with the head that ships with this module. */
  public DomainClassifier(MiniLmEncoder encoder, InferencePool pool) {
    this(encoder, pool, DomainHead.bundled());
  }

  public DomainClassifier(MiniLmEncoder encoder, InferencePool pool, DomainHead head) {
    this.encoder = encoder;
    this.pool = pool;
    this.head = head;
    ngrams = new NgramFeatures(encoder.wordPiece());
  }

  @Override
  public Classification classify(String text, Deadline deadline) {
    var key = TextMemo.Key.of(text);
    var known = memo.find(key);
    if (known.isPresent()) {
      return known.get();
    }
    var found = pool.run(() -> read(text, deadline), deadline);
    memo.keep(key, found);
    return found;
  }

  /** The labels it weighs. */
  public List<String> labels() {
    return head.labels();
  }

  /** Classifies one text, so that the first caller does not pay for it. */
  public void warmUp() {
    encoder.warmUp();
    classify("What is the derivative of x squared?", Deadline.after(Duration.ofMinutes(1)));
  }

  private Classification read(String text, Deadline deadline) {
    var ids = encoder.wordPiece().ids(text);
    var sums = new double[head.labels().size()];
    if (ids.length == 0) {
      sums[head.labels().indexOf(WORDLESS)] = 1;
      return distribution(sums, 1);
    }
    long tokens = 0;
    for (Window window : Window.over(ids.length)) {
      if (deadline.passed()) {
        throw InferencePool.late();
      }
      var raw = Scaling.raw(encoder.encode(ids, window));
      var probabilities = head.probabilities(raw, ngrams.of(ids, window));
      int weight = Math.max(1, window.to() - window.from());
      for (int l = 0; l < sums.length; l++) {
        sums[l] += probabilities[l] * weight;
      }
      tokens += weight;
    }
    return distribution(sums, tokens);
  }

  private Classification distribution(double[] sums, long tokens) {
    Map<String, Double> distribution = new LinkedHashMap<>();
    for (int l = 0; l < sums.length; l++) {
      distribution.put(head.labels().get(l), sums[l] / tokens);
    }
    return new Classification(Collections.unmodifiableMap(distribution));
  }
}
