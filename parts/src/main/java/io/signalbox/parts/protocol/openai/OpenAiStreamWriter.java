package io.signalbox.parts.protocol.openai;

import io.signalbox.parts.protocol.ErrorBody;
import io.signalbox.parts.protocol.Json;
import io.signalbox.translate.ProviderError;
import io.signalbox.translate.ReplyEvent;
import io.signalbox.translate.ReplyEvent.Counted;
import io.signalbox.translate.ReplyEvent.Failed;
import io.signalbox.translate.ReplyEvent.Finished;
import io.signalbox.translate.ReplyEvent.RefusalDelta;
import io.signalbox.translate.ReplyEvent.Started;
import io.signalbox.translate.ReplyEvent.StopReason;
import io.signalbox.translate.ReplyEvent.TextDelta;
import io.signalbox.translate.ReplyEvent.ThinkingDelta;
import io.signalbox.translate.ReplyEvent.ThinkingSigned;
import io.signalbox.translate.ReplyEvent.Tokens;
import io.signalbox.translate.ReplyEvent.ToolArgumentsDelta;
import io.signalbox.translate.ReplyEvent.ToolCallStarted;
import io.signalbox.translate.ReplyWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes a reply as the chunks of a streamed chat completion. */
final class OpenAiStreamWriter implements ReplyWriter {
  private final InstantSource clock;
  private final boolean withUsage;
  private final Set<Integer> greeted = new HashSet<>();
  private ObjectNode head;
  private Tokens tokens = Tokens.ZERO;
  private boolean failed;

  /**
   * @param withUsage whether the client asked for a last chunk with token counts
   */
  OpenAiStreamWriter(InstantSource clock, boolean withUsage) {
    this.clock = clock;
    this.withUsage = withUsage;
    this.head = head(new Started("", "", 0), clock, "chat.completion.chunk");
  }

  /** What every object of a reply begins with. */
  static ObjectNode head(Started started, InstantSource clock, String object) {
    return Json.object()
        .put("id", started.id().isEmpty() ? "chatcmpl-" + UUID.randomUUID() : started.id())
        .put("object", object)
        .put(
            "created",
            started.createdSeconds() > 0
                ? started.createdSeconds()
                : clock.instant().getEpochSecond())
        .put("model", started.model());
  }

  @Override
  public String contentType() {
    return "text/event-stream";
  }

  @Override
  public byte[] write(List<ReplyEvent> events) {
    var written = new StringBuilder();
    for (var event : events) {
      write(event, written);
    }
    return written.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void write(ReplyEvent event, StringBuilder to) {
    switch (event) {
      case Started started -> {
        head = head(started, clock, "chat.completion.chunk");
        greet(0, to);
      }
      case TextDelta(int choice, String text) ->
          delta(choice, Json.object().put("content", text), to);
      case ThinkingDelta(int choice, String text) ->
          delta(choice, Json.object().put("reasoning_content", text), to);
      case ThinkingSigned signed -> {}
      case RefusalDelta(int choice, String text) ->
          delta(choice, Json.object().put("refusal", text), to);
      case ToolCallStarted(int choice, int call, String id, String name) -> {
        var object = Json.object().put("index", call).put("id", id).put("type", "function");
        object.putObject("function").put("name", name).put("arguments", "");
        delta(choice, calls(object), to);
      }
      case ToolArgumentsDelta(int choice, int call, String json) -> {
        var object = Json.object().put("index", call);
        object.putObject("function").put("arguments", json);
        delta(choice, calls(object), to);
      }
      case Finished(int choice, StopReason reason, var stopSequence) -> {
        greet(choice, to);
        chunk(choice, Json.object(), OpenAiReplies.word(reason), to);
      }
      case Counted(Tokens counted) -> tokens = counted;
      case Failed(ProviderError error) -> {
        failed = true;
        to.append("data: ").append(ErrorBody.openAi(error)).append("\n\n");
      }
    }
  }

  private static ObjectNode calls(ObjectNode call) {
    var delta = Json.object();
    delta.putArray("tool_calls").add(call);
    return delta;
  }

  private void delta(int choice, ObjectNode delta, StringBuilder to) {
    greet(choice, to);
    chunk(choice, delta, null, to);
  }

  private void greet(int choice, StringBuilder to) {
    if (greeted.add(choice)) {
      chunk(choice, Json.object().put("role", "assistant").put("content", ""), null, to);
    }
  }

  private void chunk(int choice, ObjectNode delta, @Nullable String reason, StringBuilder to) {
    var chunk = head.deepCopy();
    var object = chunk.putArray("choices").addObject().put("index", choice);
    object.set("delta", delta);
    object.putNull("logprobs").put("finish_reason", reason);
    if (withUsage) {
      chunk.putNull("usage");
    }
    append(chunk, to);
  }

  private static void append(ObjectNode chunk, StringBuilder to) {
    to.append("data: ").append(Json.text(chunk)).append("\n\n");
  }

  @Override
  public byte[] end() {
    var written = new StringBuilder();
    if (!failed) {
      if (withUsage) {
        var chunk = head.deepCopy();
        chunk.putArray("choices");
        chunk.set("usage", OpenAiReplies.usage(tokens));
        append(chunk, written);
      }
      written.append("data: [DONE]\n\n");
    }
    return written.toString().getBytes(StandardCharsets.UTF_8);
  }
}
