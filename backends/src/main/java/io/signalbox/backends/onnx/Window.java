package io.signalbox.backends.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a text's tokens that goes through a model in one pass.
 *
 * @param from index of the first token
 * @param to index after the last token
 */
public record Window(int from, int to) {
  /** The tokens of a text in one window: 128 less the two of the frame. */
  public static final int TOKENS = 126;

  /** The least overlap of two neighbours in a text that is read without gaps. */
  public static final int OVERLAP = 16;

  /** Number of tokens in it. */
  public int size() {
    return to - from;
  }

  /**
   * The windows of a whole text, every token in one at least. All have the same length, the first
   * starts at the first token and the last ends at the last.
   */
  static List<Window> over(int tokens) {
    return spread(tokens, Integer.MAX_VALUE);
  }

  /**
   * No more windows than so many. Where those do not cover the text they lie evenly over it, from
   * its start to its end, with gaps between them.
   */
  static List<Window> spread(int tokens, int most) {
    if (tokens <= TOKENS) {
      return List.of(new Window(0, tokens));
    }
    int count = Math.min(most, 1 + Math.ceilDiv(tokens - TOKENS, TOKENS - OVERLAP));
    var windows = new ArrayList<Window>(count);
    for (int i = 0; i < count; i++) {
      int from = count == 1 ? 0 : (int) ((long) (tokens - TOKENS) * i / (count - 1));
      windows.add(new Window(from, from + TOKENS));
    }
    return windows;
  }

  /**
   * The windows of a text in the order they are read: from both ends inwards, so that neither end
   * can hide behind the length of the text. With a budget that does not reach, the middle stays
   * unread.
   *
   * @param most the most tokens to read, overlaps counted once; the first window is always read
   */
  static List<Window> inwards(int tokens, int most) {
    var windows = over(tokens);
    var order = new ArrayList<Window>();
    int head = 0;
    int tail = tokens;
    for (int low = 0, high = windows.size() - 1; low <= high; ) {
      boolean fromHead = order.size() % 2 == 0;
      var next = windows.get(fromHead ? low++ : high--);
      int newHead = fromHead ? next.to() : head;
      int newTail = fromHead ? tail : next.from();
      if (!order.isEmpty() && tokens > most && newHead + tokens - newTail > most) {
        break;
      }
      order.add(next);
      head = newHead;
      tail = newTail;
    }
    return order;
  }
}
