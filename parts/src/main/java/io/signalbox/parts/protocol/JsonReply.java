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
public final class JsonReply {
  private JsonReply() {}

  /** An error as OpenAI's clients understand it. */
  public static ChatReply openAi(RouterException error) {
    var fault = error.fault();
    return of(
        error.status(),
        error.headers(),
        ErrorBody.openAi(error.message(), fault.type(), error.status()));
  }

  /** An error as Anthropic's clients understand it. */
  public static ChatReply anthropic(RouterException error) {
    int status = error.status();
    return of(status, error.headers(), ErrorBody.anthropic(status, error.message()));
  }

  public static ChatReply of(int status, HeaderEdits edits, String body) {
    return new ChatReply(
        status,
        new Headers(List.of(new Header("content-type", "application/json"))),
        edits,
        ReplyBody.of(body.getBytes(StandardCharsets.UTF_8)));
  }
}
