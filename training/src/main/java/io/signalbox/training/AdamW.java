package io.signalbox.training;

import java.util.Random;

/** Weights under AdamW (Loshchilov and Hutter 2019) with their gradient and moments. */
final class AdamW {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  final float[] values;
  final float[] gradient;
  private final float[] first;
  private final float[] second;
  private final float decay;

  private AdamW(int size, double decay) {
    values = new float[size];
    gradient = new float[size];
    first = new float[size];
    second = new float[size];
    this.decay = (float) decay;
  }

  static AdamW zero(int size) {
    return new AdamW(size, 0);
  }

  static AdamW random(int size, double deviation, double decay, Random random) {
    var weights = new AdamW(size, decay);
    for (int i = 0; i < size; i++) {
      weights.values[i] = (float) (random.nextGaussian() * deviation);
    }
    return weights;
  }

  /** Moves the weights against the gradient and clears it. */
  void step(double rate, int step) {
    float correction1 = (float) (1 / (1 - Math.pow(BETA1, step)));
    float correction2 = (float) (1 / (1 - Math.pow(BETA2, step)));
    float r = (float) rate;
    for (int i = 0; i < values.length; i++) {
      float g = gradient[i];
      first[i] = BETA1 * first[i] + (1 - BETA1) * g;
      second[i] = BETA2 * second[i] + (1 - BETA2) * g * g;
      float update =
          first[i] * correction1 / ((float) Math.sqrt(second[i] * correction2) + EPSILON);
      values[i] -= r * (update + decay * values[i]);
      gradient[i] = 0;
    }
  }
}
