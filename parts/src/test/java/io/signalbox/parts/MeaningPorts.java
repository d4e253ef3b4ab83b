package io.signalbox.parts;

import io.signalbox.catalog.Ports;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.SignalEncoder;
import java.util.Optional;

/** Ports with an embedding model and nothing else. */
public record MeaningPorts(Embedder model) implements Ports {
  @Override
  public SignalEncoder encoder() {
    throw new AssertionError("a model was loaded");
  }

  @Override
  public Optional<Embedder> embedder() {
    return Optional.of(model);
  }
}
