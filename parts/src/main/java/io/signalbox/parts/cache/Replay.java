package io.signalbox.parts.cache;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Header;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.ReplyBody;
import io.signalbox.translate.Listening;
import io.signalbox.translate.Speaking;
import io.signalbox.translate.Warnings;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells stored answers again: as they were to one who asks for the same form, else by their events
 * in the form that is asked for.
 *
 * @param protocols the wire formats
 */
public record Replay(List<Protocol> protocols) {
  public Replay {
    protocols = List.copyOf(protocols);
  }

  /** Why an answer cannot be told in a form, in a word; null when it can. */
  public @Nullable String misfit(StoredAnswer answer, AnswerForm wanted) {
    if (answer.form().equals(wanted)) {
      return null;
    }
    boolean told = named(answer.form()) instanceof Listening && named(wanted) instanceof Speaking;
    if (!answer.portable() || !told) {
      return "form";
    }
    return wanted.counted() && answer.usage() == null ? "usage" : null;
  }

  /**
   * The answer to a request.
   *
   * @param answer one that fits the form
   */
  public ChatReply of(StoredAnswer answer, AnswerForm wanted, ChatRequest request) {
    return answer.form().equals(wanted)
        ? reply(answer.contentType(), answer.body())
        : translated(answer, request);
  }

  /** What an answer says; null where its protocol is no longer known. */
  @Nullable String heard(StoredAnswer answer) {
    return named(answer.form()) instanceof Listening protocol
            && Heard.of(protocol, answer.form().stream(), answer.body())
                instanceof Heard.Answer heard
        ? heard.text()
        : null;
  }

  private ChatReply translated(StoredAnswer answer, ChatRequest request) {
    if (!(named(answer.form()) instanceof Listening from)
        || !(request.source().protocol() instanceof Speaking to)) {
      throw new IllegalArgumentException("an answer that does not fit");
    }
    var reader = from.reader(answer.form().stream(), new Warnings());
    var writer = to.writer(request);
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(writer.write(reader.read(answer.body())));
    bytes.writeBytes(writer.write(reader.end()));
    bytes.writeBytes(writer.end());
    return reply(writer.contentType(), bytes.toByteArray());
  }

  private @Nullable Protocol named(AnswerForm form) {
    for (var protocol : protocols) {
      if (protocol.name().equals(form.protocol())) {
        return protocol;
      }
    }
    return null;
  }

  private static ChatReply reply(String contentType, byte[] body) {
    var headers = new Headers(List.of(new Header("content-type", contentType)));
    return new ChatReply(200, headers, HeaderEdits.NONE, ReplyBody.of(body));
  }
}
