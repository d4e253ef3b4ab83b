package io.signalbox.parts.meaning;

import io.signalbox.catalog.Ports;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.infer.Embedder;

/** Vectors of prompts, and how near they are to each other. */
public final class Meaning {
  private final Embedder embedder;

  private Meaning(Embedder embedder) {
    this.embedder = embedder;
  }

  /** What the ports offer; a process without an embedding model can say nothing. */
  public static Meaning of(Ports ports) {
    return new Meaning(ports.embedder().orElseGet(Absent::new));
  }

  /** An embedding model that is not there. */
  record Absent() implements Embedder {
    @Override
    public String model() {
      return "none";
    }

    @Override
    public int dimensions() {
      return 0;
    }

    @Override
    public float[] embed(String text, Deadline deadline) {
      throw new RouterException(Fault.INTERNAL, "no embedding model is at hand");
    }
  }

  /**
   * The vector of a text, all of it.
   *
   * @throws RouterException when the model cannot tell
   */
  public float[] of(String text, Deadline deadline) {
    return embedder.embed(text, deadline);
  }
}
