package io.signalbox.simulator;

import org.jspecify.annotations.Nullable;

/**
 * A LoRA adapter that the simulator serves under a model id of its own.
 *
 * @param path where its weights would lie; absent: its name stands in as the model's root
 * @param baseModelName the parent told by {@code /v1/models}; absent: the served base model
 */
public record Adapter(String name, @Nullable String path, @Nullable String baseModelName) {
  public Adapter {
    if (name.isBlank()) {
      throw new IllegalArgumentException("adapter name: empty (expected: a name)");
    }
  }

  /** An adapter that has a name and nothing else. */
  public static Adapter named(String name) {
    return new Adapter(name, null, null);
  }

  String root() {
    return path == null ? name : path;
  }
}
