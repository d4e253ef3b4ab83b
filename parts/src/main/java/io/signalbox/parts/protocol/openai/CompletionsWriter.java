package io.signalbox.parts.protocol.openai;

import io.signalbox.parts.protocol.Json;
import io.signalbox.translate.CollectedReply;
import io.signalbox.translate.Part;
import io.signalbox.translate.ReplyEvent;
import io.signalbox.translate.ReplyEvent.Finished;
import io.signalbox.translate.ReplyEvent.Started;
import io.signalbox.translate.ReplyEvent.TextDelta;
import io.signalbox.translate.ReplyWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes a reply of plain text as an older completion, whole or in chunks. */
final class CompletionsWriter implements ReplyWriter {
  private final InstantSource clock;
  private final boolean stream;
  private final boolean withUsage;
  private final CollectedReply collected = new CollectedReply();
  private final List<ReplyEvent> seen = new ArrayList<>();

  CompletionsWriter(InstantSource clock, boolean stream, boolean withUsage) {
    this.clock = clock;
    this.stream = stream;
    this.withUsage = withUsage;
  }

  @Override
  public String contentType() {
    return stream ? "text/event-stream" : "application/json";
  }

  @Override
  public byte[] write(List<ReplyEvent> events) {
    events.forEach(collected::add);
    seen.addAll(events);
    return new byte[0];
  }

  @Override
  public byte[] end() {
    var text = stream ? chunks() : Json.text(whole());
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private ObjectNode whole() {
    var reply = head(collected.started());
    var choices = reply.putArray("choices");
    collected
        .choices()
        .forEach((number, choice) -> {
          var text = new StringBuilder();
          for (var part : choice.parts()) {
            if (part instanceof Part.Text(String said)) {
              text.append(said);
            }
          }
          choices.add(choice(number, text.toString(), OpenAiReplies.word(choice.reason())));
        });
    return reply.set("usage", OpenAiReplies.usage(collected.tokens()));
  }

  private String chunks() {
    var written = new StringBuilder();
    var head = head(collected.started());
    for (var event : seen) {
      switch (event) {
        case TextDelta(int number, String text) ->
            append(head, choice(number, text, null), written);
        case Finished end ->
            append(head, choice(end.choice(), "", OpenAiReplies.word(end.reason())), written);
        default -> {}
      }
    }
    if (withUsage) {
      var last = head.deepCopy();
      last.putArray("choices");
      last.set("usage", OpenAiReplies.usage(collected.tokens()));
      written.append("data: ").append(Json.text(last)).append("\n\n");
    }
    return written.append("data: [DONE]\n\n").toString();
  }

  private static void append(ObjectNode head, ObjectNode choice, StringBuilder to) {
    var chunk = head.deepCopy();
    chunk.putArray("choices").add(choice);
    to.append("data: ").append(Json.text(chunk)).append("\n\n");
  }

  private static ObjectNode choice(int number, String text, @Nullable String reason) {
    var choice = Json.object().put("text", text).put("index", number);
    choice.putNull("logprobs");
    return choice.put("finish_reason", reason);
  }

  private ObjectNode head(Started started) {
    return Json.object()
        .put("id", started.id().isEmpty() ? "cmpl-" + UUID.randomUUID() : started.id())
        .put("object", "text_completion")
        .put(
            "created",
            started.createdSeconds() > 0
                ? started.createdSeconds()
                : clock.instant().getEpochSecond())
        .put("model", started.model());
  }
}
