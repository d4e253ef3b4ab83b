package io.signalbox.backends.onnx;

import io.signalbox.infer.Coverage;
import io.signalbox.infer.Insight;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one text, turn by turn. Turns follow each other; whoever waits for them may take
 * stock at any time, also while a turn is under way.
 */
final class TextPass {
  private final SignalModel model;
  private final String text;
  private final int maxTokens;
  private final List<WindowReading> done = new ArrayList<>();
  private @Nullable Pieces pieces;
  private TopicGrams.@Nullable Reading topics;
  private List<Window> order = List.of();

  /**
   * @param maxTokens the most tokens to read
   */
  TextPass(SignalModel model, String text, int maxTokens) {
    this.model = model;
    this.text = text;
    this.maxTokens = maxTokens;
  }

  /**
   * Reads one window, the first turn splits the text and reads its n-grams as well.
   *
   * @return whether there is more to do
   */
  boolean turn() {
    var split = pieces;
    if (split == null) {
      split = model.wordPiece().pieces(text);
      begin(split, model.topics().read(text));
    }
    Window next;
    synchronized (this) {
      if (done.size() == order.size()) {
        return false;
      }
      next = order.get(done.size());
    }
    var reading = model.read(split, next);
    synchronized (this) {
      done.add(reading);
      return done.size() < order.size();
    }
  }

  private synchronized void begin(Pieces split, TopicGrams.Reading grams) {
    pieces = split;
    topics = grams;
    order = split.size() == 0 ? List.of() : Window.inwards(split.size(), maxTokens);
  }

  /** Whether something was read, or found to be empty. */
  synchronized boolean begun() {
    return pieces != null && (!done.isEmpty() || order.isEmpty());
  }

  /** What was read so far. */
  synchronized Insight insight() {
    var split = pieces;
    var grams = topics;
    if (split == null || grams == null || split.size() == 0) {
      return new Insight(HeadWords.ofNothing(), List.of(), Coverage.COMPLETE);
    }
    var coverage = coverage(split.size());
    var entities = EntityDecoder.decode(split, model.wordPiece(), model.spec().types(), done);
    return new Insight(HeadWords.of(done, grams, coverage), entities, coverage);
  }

  private Coverage coverage(int tokens) {
    int head = 0;
    int tail = tokens;
    for (int i = 0; i < done.size(); i++) {
      var window = done.get(i).window();
      if (i % 2 == 0) {
        head = window.to();
      } else {
        tail = window.from();
      }
    }
    return new Coverage(head < tail ? head + tokens - tail : tokens, tokens);
  }
}
