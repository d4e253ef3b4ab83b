package io.signalbox.translate;

import java.util.List;

/** Reads the body of one successful reply, plain or streamed, on one thread. */
public interface ReplyReader {
  /**
   * Reads on.
   *
   * @param chunk bytes of the body, cut anywhere
   * @return the events that are whole now, maybe none
   * @throws io.signalbox.chat.RouterException {@code UPSTREAM} when this is no such reply and none
   *     has begun; a stream that breaks later tells {@link ReplyEvent.Failed}
   */
  List<ReplyEvent> read(byte[] chunk);

  /** Whether the reply has told its end: what still comes of the body means nothing. */
  default boolean done() {
    return false;
  }

  /**
   * The body has ended.
   *
   * @return the events that were still open
   * @throws io.signalbox.chat.RouterException as {@link #read} does
   */
  List<ReplyEvent> end();
}
