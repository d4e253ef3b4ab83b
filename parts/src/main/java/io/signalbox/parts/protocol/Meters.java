package io.signalbox.parts.protocol;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.UsageMeter;

/** Meters for replies that tell token counts in {@code usage}. */
public final class Meters {
  private Meters() {}

  /** A meter for a reply; one that is compressed tells nothing. */
  public static UsageMeter of(ChatReply reply) {
    boolean compressed =
        reply.headers().first("content-encoding") != null
            && !reply.headers().says("content-encoding", "identity");
    return compressed ? new NoUsage() : reply.eventStream() ? new SseUsage() : new JsonUsage();
  }
}
