package io.signalbox.backends.onnx;

import io.signalbox.chat.Deadline;
import io.signalbox.infer.Embedder;

/**
 * Sentence vectors of all-MiniLM-L6-v2 int8: the mean over the tokens of every window, scaled to
 * norm 1. A text longer than one window gives the mean of its windows' means, so that two texts
 * with a common beginning do not share a vector.
 */
public final class MiniLmEmbedder implements Embedder {
  private final MiniLmEncoder encoder;
  private final InferencePool pool;

  public MiniLmEmbedder(MiniLmEncoder encoder, InferencePool pool) {
    this.encoder = encoder;
    this.pool = pool;
  }

  @Override
  public int dimensions() {
    return MiniLmEncoder.WIDTH;
  }

  @Override
  public float[] embed(String text, Deadline deadline) {
    return pool.run(() -> vector(text, deadline), deadline);
  }

  private float[] vector(String text, Deadline deadline) {
    var ids = encoder.wordPiece().ids(text);
    var sum = new float[MiniLmEncoder.WIDTH];
    for (Window window : Window.over(ids.length)) {
      if (deadline.passed()) {
        throw InferencePool.late();
      }
      var mean = encoder.encode(ids, window).mean();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += mean[i];
      }
    }
    return unit(sum);
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
