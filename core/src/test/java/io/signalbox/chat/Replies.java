package io.signalbox.chat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Replies for tests, and how to read them. */
public final class Replies {
  private Replies() {}

  /** A JSON reply that comes in these chunks. */
  public static ChatReply plain(int status, String... chunks) {
    return reply(status, "application/json", new ScriptedBody(chunks));
  }

  /** A stream of server-sent events that comes in these chunks. */
  public static ChatReply stream(String... chunks) {
    return reply(200, "text/event-stream", new ScriptedBody(chunks));
  }

  public static ChatReply reply(int status, String contentType, ReplyBody body) {
    var headers = new Headers(List.of(new Header("content-type", contentType)));
    return new ChatReply(status, headers, HeaderEdits.NONE, body);
  }

  /** Reads a body to its end, without closing it. */
  public static String text(ReplyBody body) {
    var bytes = new ByteArrayOutputStream();
    for (var chunk = body.next(); chunk != null; chunk = body.next()) {
      bytes.writeBytes(chunk);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The headers the client sees: the edits made. */
  public static Headers edited(ChatReply reply) {
    return reply.headers().with(reply.edits());
  }
}
