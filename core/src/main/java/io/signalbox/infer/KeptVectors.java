package io.signalbox.infer;

import io.signalbox.chat.Deadline;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of the texts of a configuration, kept: what stands in one recipe often stands in the
 * next, and is then not read again. The text that was not asked for the longest gives way.
 */
public final class KeptVectors implements Embedder {
  private static final int MOST = 20_000;

  private final Embedder embedder;
  private final Map<String, float[]> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
          return size() > MOST;
        }
      };

  public KeptVectors(Embedder embedder) {
    this.embedder = embedder;
  }

  @Override
  public String model() {
    return embedder.model();
  }

  @Override
  public int dimensions() {
    return embedder.dimensions();
  }

  @Override
  public float[] embed(String text, Deadline deadline) {
    var known = kept(text);
    if (known != null) {
      return known.clone();
    }
    var vector = embedder.embed(text, deadline);
    keep(text, vector.clone());
    return vector;
  }

  private synchronized float @Nullable [] kept(String text) {
    return kept.get(text);
  }

  private synchronized void keep(String text, float[] vector) {
    kept.put(text, vector);
  }
}
