package io.signalbox.backends.onnx;

import java.util.Arrays;

/**
 * all-MiniLM-L6-v2 int8, window by window. A pass blocks the calling thread inside native code, so
 * call it from an {@link InferencePool}. Safe for use by many threads at once.
 */
public final class MiniLmEncoder implements AutoCloseable {
  /** The width of the model. */
  public static final int WIDTH = 384;

  private static final String STATES = "last_hidden_state";

  private final WordPiece wordPiece;
  private final BertGraph graph;

  /**
   * Loads the model from the class path; takes about a tenth of a second.
   *
   * @param wordPiece the tokenizer with the vocabulary that ships with the model
   */
  public MiniLmEncoder(WordPiece wordPiece) {
    this.wordPiece = wordPiece;
    graph = new BertGraph(MiniLmModel.GRAPH);
  }

  /** How many bytes the weights have on disk. */
  public static long sizeBytes() {
    return ShippedFile.sizeBytes(MiniLmModel.GRAPH);
  }

  /** The tokenizer of this model. */
  WordPiece wordPiece() {
    return wordPiece;
  }

  /** The mean of one window's vectors, those of its frame included. */
  float[] mean(int[] ids, Window window) {
    var framed = new long[window.size() + 2];
    framed[0] = wordPiece.start();
    for (int i = window.from(); i < window.to(); i++) {
      framed[i - window.from() + 1] = ids[i];
    }
    framed[framed.length - 1] = wordPiece.end();
    var states = graph.run(framed, new long[framed.length], outputs -> outputs.values(STATES));
    var mean = new float[WIDTH];
    for (int i = 0; i < states.length; i++) {
      mean[i % WIDTH] += states[i];
    }
    for (int i = 0; i < WIDTH; i++) {
      mean[i] /= framed.length;
    }
    return mean;
  }

  /** Runs the model a few times, so that the first caller does not pay for it. */
  public void warmUp() {
    var ids = wordPiece.ids("The quick brown fox jumps over the lazy dog.");
    for (int i = 0; i < 3; i++) {
      mean(ids, new Window(0, ids.length));
    }
    var longest = new int[Window.TOKENS];
    Arrays.fill(longest, ids[0]);
    mean(longest, new Window(0, longest.length));
  }

  @Override
  public void close() {
    graph.close();
  }
}
