package io.signalbox.chat;

import java.util.Locale;

/**
 * An answer on its way to the client.
 *
 * @param status HTTP status, 200 to 599
 * @param headers as the sender gave them
 * @param edits what the router changes about them
 * @param body pulled by the door
 */
public record ChatReply(int status, Headers headers, HeaderEdits edits, ReplyBody body) {
  public ChatReply withEdits(HeaderEdits more) {
    return new ChatReply(status, headers, edits.and(more), body);
  }

  public ChatReply withBody(ReplyBody other) {
    return new ChatReply(status, headers, edits, other);
  }

  public boolean success() {
    return status >= 200 && status < 300;
  }

  /** Whether the body is a stream of server-sent events. */
  public boolean eventStream() {
    var type = headers.first("content-type");
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
  }
}
