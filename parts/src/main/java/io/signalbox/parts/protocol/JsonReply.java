package io.signalbox.parts.protocol;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Header;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.ReplyBody;
import io.signalbox.chat.RouterException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Replies of the router's own whose body is JSON. */
final class JsonReply {
  private JsonReply() {}

  static ChatReply error(RouterException error, String body) {
    return of(error.fault().status(), error.headers(), body);
  }

  static ChatReply of(int status, HeaderEdits edits, String body) {
    return new ChatReply(
        status,
        new Headers(List.of(new Header("content-type", "application/json"))),
        edits,
        ReplyBody.of(body.getBytes(StandardCharsets.UTF_8)));
  }
}
