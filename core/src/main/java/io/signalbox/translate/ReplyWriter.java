package io.signalbox.translate;

import java.util.List;

/** Writes the body of one reply, plain or streamed, on one thread. */
public interface ReplyWriter {
  /** The {@code content-type} of what is written. */
  String contentType();

  /** Writes what these events add to the body, maybe nothing; a plain reply waits for its end. */
  byte[] write(List<ReplyEvent> events);

  /** Writes the end of the body; nothing is written after it. */
  byte[] end();
}
