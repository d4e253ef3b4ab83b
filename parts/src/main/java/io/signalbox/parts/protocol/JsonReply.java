package io.signalbox.parts.protocol;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Header;
import io.signalbox.chat.Headers;
import io.signalbox.chat.ReplyBody;
import io.signalbox.chat.RouterException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Replies of the router's own whose body is JSON. */
final class JsonReply {
  private JsonReply() {}

  static ChatReply error(RouterException error, String body) {
    return new ChatReply(
        error.fault().status(),
        new Headers(List.of(new Header("content-type", "application/json"))),
        error.headers(),
        ReplyBody.of(body.getBytes(StandardCharsets.UTF_8)));
  }
}
