package io.signalbox.parts.meaning;

import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.infer.Embedder;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A direction for every word: the cosine of two texts can be told from their words by hand. */
public final class WordEmbedder implements Embedder {
  private static final int WIDTH = 512;

  private final Map<String, Integer> directions = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean broken;

  @Override
  public String model() {
    return "words";
  }

  @Override
  public int dimensions() {
    return WIDTH;
  }

  /** How many texts were read. */
  public int asked() {
    return asked.get();
  }

  /** Fails from now on, or no longer. */
  public void breakDown(boolean now) {
    broken = now;
  }

  @Override
  public float[] embed(String text, Deadline deadline) {
    if (broken) {
      throw new RouterException(Fault.OVERLOADED, "too many wait");
    }
    asked.incrementAndGet();
    var vector = new float[WIDTH];
    for (var word : text.toLowerCase(Locale.ROOT).split("\\P{L}+", -1)) {
      if (!word.isEmpty()) {
        vector[directions.computeIfAbsent(word, _ -> directions.size() % WIDTH)]++;
      }
    }
    double squares = 0;
    for (float value : vector) {
      squares += value * value;
    }
    for (int i = 0; i < WIDTH && squares > 0; i++) {
      vector[i] /= (float) Math.sqrt(squares);
    }
    return vector;
  }
}
