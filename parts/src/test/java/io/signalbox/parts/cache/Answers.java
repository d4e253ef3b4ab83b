package io.signalbox.parts.cache;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.Replies;
import io.signalbox.chat.ScriptedBody;
import io.signalbox.parts.StandardParts;
import io.signalbox.translate.ReplyEvent;
import io.signalbox.translate.ReplyEvent.Counted;
import io.signalbox.translate.ReplyEvent.Finished;
import io.signalbox.translate.ReplyEvent.Started;
import io.signalbox.translate.ReplyEvent.StopReason;
import io.signalbox.translate.ReplyEvent.TextDelta;
import io.signalbox.translate.ReplyEvent.Tokens;
import io.signalbox.translate.Speaking;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests of each protocol, and what a backend would answer. */
final class Answers {
  static final String TEXT = "Größe \"so\"\n😀 and so on.";
  static final Tokens TOKENS = new Tokens(11, 0, 0, 7, 0);

  static final List<ReplyEvent> WHOLE =
      List.of(
          new Started("id-1", "model-a", 1_700_000_000),
          new TextDelta(0, TEXT.substring(0, 9)),
          new TextDelta(0, TEXT.substring(9)),
          new Finished(0, StopReason.STOP, null),
          new Counted(TOKENS));

  private Answers() {}

  static Protocol protocol(String name) {
    return StandardParts.catalog().protocols().stream()
        .filter(protocol -> protocol.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /**
   * A request that asks one thing.
   *
   * @param form the protocol, then {@code stream} or {@code plain}, then {@code counted} where that
   *     can be asked for
   */
  static ChatRequest asking(String form, String question) {
    return asking(form, question, "");
  }

  /**
   * @param more members, each with a comma in front
   */
  static ChatRequest asking(String form, String question, String more) {
    var words = List.of(form.split(" "));
    var said = question.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    var input =
        words.getFirst().equals("responses")
            ? ",\"input\":\"" + said + "\""
            : ",\"messages\":[{\"role\":\"user\",\"content\":\"" + said + "\"}]";
    boolean bounded = words.getFirst().equals("anthropic") && !more.contains("max_tokens");
    var body =
        "{\"model\":\"auto\""
            + input
            + (bounded ? ",\"max_tokens\":500" : "")
            + (words.contains("stream") ? ",\"stream\":true" : "")
            + (words.contains("counted") ? ",\"stream_options\":{\"include_usage\":true}" : "")
            + more
            + "}";
    return protocol(words.getFirst()).decode(body.getBytes(StandardCharsets.UTF_8));
  }

  /** The body of a reply in the form that a request asks for. */
  static byte[] body(ChatRequest request, List<ReplyEvent> events) {
    var writer = ((Speaking) request.source().protocol()).writer(request);
    var bytes = new ByteArrayOutputStream();
    for (var event : events) {
      bytes.writeBytes(writer.write(List.of(event)));
    }
    bytes.writeBytes(writer.end());
    return bytes.toByteArray();
  }

  static ChatReply reply(ChatRequest request, List<ReplyEvent> events) {
    return reply(request, new String(body(request, events), StandardCharsets.UTF_8));
  }

  static ChatReply reply(ChatRequest request, String body) {
    int half = body.length() / 2;
    var script = new ScriptedBody(body.substring(0, half), body.substring(half));
    return Replies.reply(200, request.stream() ? "text/event-stream" : "application/json", script);
  }
}
