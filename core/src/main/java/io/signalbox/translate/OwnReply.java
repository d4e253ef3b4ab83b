package io.signalbox.translate;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Header;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.ReplyBody;
import io.signalbox.translate.ReplyEvent.Counted;
import io.signalbox.translate.ReplyEvent.Finished;
import io.signalbox.translate.ReplyEvent.Started;
import io.signalbox.translate.ReplyEvent.StopReason;
import io.signalbox.translate.ReplyEvent.TextDelta;
import io.signalbox.translate.ReplyEvent.Tokens;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A reply that the router gives by itself, as if a model had said it: plain or as a stream of
 * words, as the client asks for. It costs no tokens.
 *
 * @param kind a word for where the reply comes from
 * @param model what the reply names as its model
 * @param text what is said
 */
public record OwnReply(String kind, String model, String text) {
  /** The reply to a request of a protocol. */
  public ChatReply to(ChatRequest request, Speaking protocol, InstantSource clock) {
    long now = clock.instant().getEpochSecond();
    List<ReplyEvent> events = new ArrayList<>();
    events.add(new Started(protocol.ownId(kind, now), model, now));
    for (var word : request.stream() ? words() : List.of(text)) {
      events.add(new TextDelta(0, word));
    }
    events.add(new Finished(0, StopReason.STOP, null));
    events.add(new Counted(Tokens.ZERO));
    var writer = protocol.writer(request);
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(writer.write(events));
    bytes.writeBytes(writer.end());
    var type = new Header("content-type", writer.contentType());
    return new ChatReply(
        200, new Headers(List.of(type)), HeaderEdits.NONE, ReplyBody.of(bytes.toByteArray()));
  }

  /** Each word with the white space behind it. */
  private List<String> words() {
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int i = 1; i < text.length(); i++) {
      if (Character.isWhitespace(text.charAt(i - 1)) && !Character.isWhitespace(text.charAt(i))) {
        words.add(text.substring(from, i));
        from = i;
      }
    }
    if (from < text.length()) {
      words.add(text.substring(from));
    }
    return words;
  }
}
