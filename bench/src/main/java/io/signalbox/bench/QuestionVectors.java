package io.signalbox.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Made-up unit vectors that lie as embeddings of questions do: all lean a little to one side,
 * questions of one topic have cosines of about 0.3 to 0.7, wordings of one question 0.75 to 0.97.
 * They are drawn, not read from texts.
 */
final class QuestionVectors {
  private static final double COMMON = 0.25;
  private static final int QUESTIONS_OF_A_TOPIC = 200;
  private static final int WORDINGS = 4;

  private final int dimensions;
  private final Random random;
  private final float[] common;
  private final List<float[]> topics = new ArrayList<>();

  /**
   * @param entries how many vectors there will be; a topic has several hundred
   */
  QuestionVectors(int dimensions, int entries, long seed) {
    this.dimensions = dimensions;
    this.random = new Random(seed);
    this.common = direction();
    for (int i = 0; i <= entries / (QUESTIONS_OF_A_TOPIC * WORDINGS); i++) {
      topics.add(near(common, COMMON));
    }
  }

  /** So many vectors, wordings of one question beside each other. */
  List<float[]> stored(int count) {
    var stored = new ArrayList<float[]>(count);
    while (stored.size() < count) {
      var topic = topics.get(random.nextInt(topics.size()));
      var question = near(topic, between(0.55, 0.85));
      for (int i = 0; i < WORDINGS && stored.size() < count; i++) {
        stored.add(near(question, between(0.87, 0.99)));
      }
    }
    return stored;
  }

  /** What is asked: mostly another wording of something stored, now and then something new. */
  float[] asked(List<float[]> stored) {
    if (random.nextInt(4) == 0) {
      return near(topics.get(random.nextInt(topics.size())), between(0.55, 0.85));
    }
    return near(stored.get(random.nextInt(stored.size())), between(0.8, 0.99));
  }

  private double between(double least, double most) {
    return least + random.nextDouble() * (most - least);
  }

  private float[] near(float[] center, double cosine) {
    var noise = direction();
    double along = dot(noise, center);
    double across = Math.sqrt(1 - along * along);
    double side = Math.sqrt(1 - cosine * cosine) / across;
    var vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) (cosine * center[i] + side * (noise[i] - along * center[i]));
    }
    return vector;
  }

  private float[] direction() {
    var vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    double length = Math.sqrt(dot(vector, vector));
    for (int i = 0; i < dimensions; i++) {
      vector[i] /= (float) length;
    }
    return vector;
  }

  /** The sum of products. */
  static double dot(float[] a, float[] b) {
    float even = 0;
    float odd = 0;
    float third = 0;
    float fourth = 0;
    for (int i = 0; i + 3 < a.length; i += 4) {
      even = Math.fma(a[i], b[i], even);
      odd = Math.fma(a[i + 1], b[i + 1], odd);
      third = Math.fma(a[i + 2], b[i + 2], third);
      fourth = Math.fma(a[i + 3], b[i + 3], fourth);
    }
    return even + odd + (third + fourth);
  }
}
