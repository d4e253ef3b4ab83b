package io.signalbox.backends.onnx;

import io.signalbox.chat.Deadline;
import io.signalbox.infer.Embedder;
import java.util.List;

/**
 * Sentence vectors of all-MiniLM-L6-v2 int8: the mean over the tokens of every window, scaled to
 * norm 1. A text longer than one window gives the mean of its windows' means, so that two texts
 * with a common beginning do not share a vector; a very long one is sampled evenly from its start
 * to its end. Vectors made last are kept for the next who ask, within this instance.
 */
public final class MiniLmEmbedder implements Embedder {
  /** The most windows of one text. */
  static final int MOST_WINDOWS = 128;

  private static final int MEMO_ENTRIES = 2048;
  private static final long VECTOR_BYTES = 4L * MiniLmEncoder.WIDTH + 150;

  private final MiniLmEncoder encoder;
  private final InferencePool pool;
  private final TextMemo<float[]> memo =
      new TextMemo<>(MEMO_ENTRIES, MEMO_ENTRIES * VECTOR_BYTES, _ -> VECTOR_BYTES);

  public MiniLmEmbedder(MiniLmEncoder encoder, InferencePool pool) {
    this.encoder = encoder;
    this.pool = pool;
  }

  @Override
  public String model() {
    return "all-minilm-l6-v2-q";
  }

  @Override
  public int dimensions() {
    return MiniLmEncoder.WIDTH;
  }

  @Override
  public float[] embed(String text, Deadline deadline) {
    return memo.find(text, deadline, () -> new TextMemo.Found<>(vector(text, deadline), true))
        .clone();
  }

  private float[] vector(String text, Deadline deadline) {
    if (deadline.passed()) {
      throw InferencePool.late();
    }
    var pass = new Pass(text);
    try (var visit = pool.enter()) {
      boolean more = true;
      while (more) {
        more = visit.turn(pass::turn, deadline);
      }
    }
    return unit(pass.sum);
  }

  /** The reading of one text, turn by turn. */
  private final class Pass {
    private final float[] sum = new float[MiniLmEncoder.WIDTH];
    private final String text;
    private int[] ids = {};
    private List<Window> windows = List.of();
    private int next;

    Pass(String text) {
      this.text = text;
    }

    /** Reads one window, the first turn splits the text as well; whether there is more to do. */
    boolean turn() {
      if (next == 0) {
        ids = encoder.wordPiece().ids(text);
        windows = Window.spread(ids.length, MOST_WINDOWS);
      }
      var mean = encoder.mean(ids, windows.get(next++));
      for (int i = 0; i < sum.length; i++) {
        sum[i] += mean[i];
      }
      return next < windows.size();
    }
  }

  /** Scales a vector to Euclidean norm 1, in place. */
  static float[] unit(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    float scale = (float) (1 / Math.sqrt(Math.max(squares, 1e-12)));
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= scale;
    }
    return vector;
  }
}
