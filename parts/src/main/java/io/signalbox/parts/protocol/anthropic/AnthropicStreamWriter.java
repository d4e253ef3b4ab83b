package io.signalbox.parts.protocol.anthropic;

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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a reply as the events of a streamed message.
 *
 * <p>Content blocks stand one behind the other, while another protocol may mix its texts and calls.
 * The block that is open streams; what belongs to another one waits until the open one is complete:
 * a text is when something else comes, a call when its arguments are a whole object. The rest is
 * written when the reply is finished.
 */
final class AnthropicStreamWriter implements ReplyWriter {
  private static final int NO_CALL = -1;
  private static final int MAX_WAITING = 16 << 20;

  private final StringBuilder out = new StringBuilder();
  private final List<Delta> waiting = new ArrayList<>();
  private final StringBuilder arguments = new StringBuilder();
  private @Nullable Delta open;
  private final Set<Integer> closedCalls = new HashSet<>();
  private int waitingSize;
  private int index = -1;
  private Tokens tokens = Tokens.ZERO;
  private @Nullable Finished finished;
  private boolean refused;
  private boolean started;
  private boolean over;

  /**
   * A piece of a block.
   *
   * @param kind of the block
   * @param call number of the call, or -1
   * @param first what begins a call's block, or null
   * @param json the {@code delta}, or null
   * @param arguments the fragment of a call's arguments
   */
  private record Delta(
      String kind,
      int call,
      @Nullable ObjectNode first,
      @Nullable ObjectNode json,
      String arguments) {
    boolean sameBlock(Delta other) {
      return kind.equals(other.kind) && call == other.call;
    }
  }

  @Override
  public String contentType() {
    return "text/event-stream";
  }

  @Override
  public byte[] write(List<ReplyEvent> events) {
    for (var event : events) {
      if (!over) {
        write(event);
      }
    }
    return taken();
  }

  private void write(ReplyEvent event) {
    switch (event) {
      case Started start -> start(start);
      case TextDelta(int choice, String text) -> add(choice, text("text", text));
      case RefusalDelta(int choice, String text) -> {
        refused = true;
        add(choice, text("text", text));
      }
      case ThinkingDelta(int choice, String text) ->
          add(choice, delta("thinking", "thinking_delta", "thinking", text));
      case ThinkingSigned(int choice, String signature) ->
          add(choice, delta("thinking", "signature_delta", "signature", signature));
      case ToolCallStarted(int choice, int call, String id, String name) -> {
        var block = Json.object().put("type", "tool_use").put("id", id).put("name", name);
        block.putObject("input");
        add(choice, new Delta("tool_use", call, block, null, ""));
      }
      case ToolArgumentsDelta(int choice, int call, String json) -> {
        var delta = Json.object().put("type", "input_json_delta").put("partial_json", json);
        add(choice, new Delta("tool_use", call, null, delta, json));
      }
      case Finished last -> {
        if (last.choice() == 0) {
          finished = last;
        }
      }
      case Counted(Tokens counted) -> {
        tokens = counted;
        if (finished != null) {
          finish(finished);
        }
      }
      case Failed(ProviderError error) -> fail(error);
    }
  }

  private static Delta text(String kind, String text) {
    return delta(kind, "text_delta", "text", text);
  }

  private static Delta delta(String kind, String type, String key, String text) {
    return new Delta(kind, NO_CALL, null, Json.object().put("type", type).put(key, text), "");
  }

  private void start(Started begin) {
    started = true;
    var message = AnthropicReplies.message(begin);
    message.set("usage", AnthropicReplies.usage(tokens));
    var event = Json.object().put("type", "message_start");
    event.set("message", message);
    emit(event);
  }

  private void add(int choice, Delta delta) {
    if (choice != 0 || closedCalls.contains(delta.call)) {
      return;
    }
    if (open != null && !open.sameBlock(delta) && !complete(open)) {
      waitingSize +=
          delta.arguments.length() + (delta.json == null ? 0 : delta.json.toString().length());
      waiting.add(delta);
      if (waitingSize > MAX_WAITING) {
        fail(new ProviderError(502, null, "the backend mixes more than 16 MiB of tool calls"));
      }
      return;
    }
    put(delta);
    drain(false);
  }

  private boolean complete(Delta block) {
    return !block.kind.equals("tool_use")
        || (!arguments.isEmpty() && Json.object(arguments.toString()) != null);
  }

  private void put(Delta delta) {
    if (open == null || !open.sameBlock(delta)) {
      close();
      begin(delta);
    }
    if (delta.json != null) {
      arguments.append(delta.arguments);
      var event = Json.object().put("type", "content_block_delta").put("index", index);
      event.set("delta", delta.json);
      emit(event);
    }
  }

  private void begin(Delta delta) {
    open = delta;
    index++;
    arguments.setLength(0);
    var block = delta.first;
    if (block == null) {
      block = Json.object().put("type", delta.kind).put(delta.kind, "");
      if (delta.kind.equals("thinking")) {
        block.put("signature", "");
      }
    }
    var event = Json.object().put("type", "content_block_start").put("index", index);
    event.set("content_block", block);
    emit(event);
  }

  /** Writes what waited, block by block, as far as it now may. */
  private void drain(boolean all) {
    while (!waiting.isEmpty() && (all || open == null || complete(open))) {
      var next = waiting.getFirst();
      var block = waiting.stream().filter(next::sameBlock).toList();
      waiting.removeAll(block);
      block.forEach(this::put);
    }
    waitingSize = waiting.isEmpty() ? 0 : waitingSize;
  }

  private void close() {
    if (open != null) {
      emit(Json.object().put("type", "content_block_stop").put("index", index));
      closedCalls.add(open.call);
      closedCalls.remove(NO_CALL);
      open = null;
    }
  }

  private void finish(Finished last) {
    drain(true);
    close();
    boolean kept = refused && last.reason() == StopReason.STOP;
    var event = Json.object().put("type", "message_delta");
    event
        .putObject("delta")
        .put("stop_reason", AnthropicReplies.word(kept ? StopReason.REFUSAL : last.reason()))
        .put("stop_sequence", last.stopSequence());
    event.set("usage", AnthropicReplies.usage(tokens));
    emit(event);
    emit(Json.object().put("type", "message_stop"));
    over = true;
  }

  private void fail(ProviderError error) {
    over = true;
    out.append("event: error\ndata: ")
        .append(ErrorBody.anthropic(error.status(), error.message()))
        .append("\n\n");
  }

  private void emit(ObjectNode event) {
    out.append("event: ")
        .append(event.path("type").stringValue())
        .append("\ndata: ")
        .append(Json.text(event))
        .append("\n\n");
  }

  @Override
  public byte[] end() {
    if (!over && started && finished != null) {
      finish(finished);
    }
    return taken();
  }

  private byte[] taken() {
    var taken = out.toString().getBytes(StandardCharsets.UTF_8);
    out.setLength(0);
    return taken;
  }
}
