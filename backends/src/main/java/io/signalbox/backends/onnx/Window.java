package io.signalbox.backends.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a text's tokens that goes through the encoder in one pass.
 *
 * @param from index of the first token
 * @param to index after the last token
 */
public record Window(int from, int to) {
  /** The tokens of a text in one window: 128 less the two of the frame. */
  public static final int TOKENS = 126;

  /** The least overlap of two neighbours while the text is covered without gaps. */
  public static final int OVERLAP = 16;

  /** The most windows of one text. Longer texts are sampled evenly from start to end. */
  public static final int MOST = 128;

  /**
   * The windows of a text. All have the same length, the first starts at the first token and the
   * last ends at the last. Up to {@link #longestCovered()} tokens every token is in a window;
   * beyond that, {@link #MOST} windows lie evenly over the whole text with gaps between them.
   */
  public static List<Window> over(int tokens) {
    if (tokens <= TOKENS) {
      return List.of(new Window(0, tokens));
    }
    int stride = TOKENS - OVERLAP;
    int count = Math.min(MOST, 1 + Math.ceilDiv(tokens - TOKENS, stride));
    var windows = new ArrayList<Window>(count);
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) (tokens - TOKENS) * i / (count - 1));
      windows.add(new Window(from, from + TOKENS));
    }
    return windows;
  }

  /** The longest text, in tokens, that is covered without gaps. */
  public static int longestCovered() {
    return TOKENS + (MOST - 1) * (TOKENS - OVERLAP);
  }
}
