package io.signalbox.parts.protocol.responses;

import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.responses.ResponsesSpoken.Kind;
import io.signalbox.translate.Conversation;
import io.signalbox.translate.ProviderError;
import io.signalbox.translate.ReplyEvent;
import io.signalbox.translate.ReplyEvent.StopReason;
import io.signalbox.translate.ReplyEvent.Tokens;
import io.signalbox.translate.ReplyWriter;
import io.signalbox.translate.Warnings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a reply as a response object, or as the events by which one grows. Both keep the whole of
 * it, since the last event tells it again.
 */
final class ResponsesReplyWriter implements ReplyWriter {
  private static final long MAX_SIZE = 8L << 20;

  private final Conversation asked;
  private final Warnings warnings;
  private final InstantSource clock;
  private final ResponsesOutput output;
  private final String id;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private String model;
  private long createdSeconds;
  private boolean begun;
  private int sequence;
  private @Nullable StopReason reason;
  private @Nullable Tokens tokens;
  private @Nullable ProviderError failure;

  ResponsesReplyWriter(
      Conversation asked, Warnings warnings, InstantSource clock, Supplier<String> ids) {
    this.asked = asked;
    this.warnings = warnings;
    this.clock = clock;
    this.model = asked.model();
    this.id = "resp_" + ids.get();
    Set<String> custom = asked.echo() == null ? Set.of() : ResponsesEcho.customTools(asked.echo());
    this.output = new ResponsesOutput(this::event, ids, custom);
  }

  @Override
  public String contentType() {
    return asked.wishes().stream() ? "text/event-stream; charset=utf-8" : "application/json";
  }

  @Override
  public byte[] write(List<ReplyEvent> events) {
    for (var event : events) {
      if (failure == null) {
        take(event);
      }
    }
    return drain();
  }

  private void take(ReplyEvent event) {
    if (event instanceof ReplyEvent.Started(var _, String name, long created)) {
      model = name.isEmpty() ? model : name;
      createdSeconds = created;
    }
    begin();
    switch (event) {
      case ReplyEvent.Started started -> {}
      case ReplyEvent.TextDelta(int choice, String text) when first(choice) ->
          output.say(Kind.TEXT, text);
      case ReplyEvent.RefusalDelta(int choice, String text) when first(choice) ->
          output.say(Kind.REFUSAL, text);
      case ReplyEvent.ThinkingDelta(int choice, String text) when first(choice) ->
          output.say(Kind.THOUGHT, text);
      case ReplyEvent.ThinkingSigned(int choice, String signature) when first(choice) ->
          output.sign(signature);
      case ReplyEvent.ToolCallStarted(int choice, int call, String callId, String name)
          when first(choice) ->
          output.call(call, callId, name);
      case ReplyEvent.ToolArgumentsDelta(int choice, int call, String json) when first(choice) ->
          output.argue(call, json);
      case ReplyEvent.Finished(int choice, StopReason why, var _) when first(choice) -> finish(why);
      case ReplyEvent.Counted(Tokens counted) -> tokens = counted;
      case ReplyEvent.Failed(ProviderError error) -> failure = error;
      default -> {}
    }
    if (output.size() > MAX_SIZE) {
      failure = new ProviderError(502, null, "the backend's reply is too large");
    }
  }

  private boolean first(int choice) {
    if (choice != 0) {
      warnings.add("unsupported_field", "choices[%d]".formatted(choice));
    }
    return choice == 0;
  }

  private void begin() {
    if (!begun) {
      begun = true;
      createdSeconds = createdSeconds == 0 ? clock.instant().getEpochSecond() : createdSeconds;
      event("response.created", whole("in_progress"));
      event("response.in_progress", whole("in_progress"));
    }
  }

  private void finish(StopReason why) {
    reason = why;
    output.close(status(why));
    if (why == StopReason.UNKNOWN || why == StopReason.PAUSED) {
      warnings.add("unknown_stop_reason", "finish_reason");
    }
  }

  private static String status(StopReason reason) {
    return reason == StopReason.LENGTH || reason == StopReason.REFUSAL ? "incomplete" : "completed";
  }

  @Override
  public byte[] end() {
    begin();
    if (reason == null && failure == null) {
      failure = new ProviderError(502, null, "the backend's reply ended too early");
    }
    var status = failure == null && reason != null ? status(reason) : "failed";
    output.close("incomplete");
    if (failure != null) {
      event(
          "error",
          Json.object()
              .put("code", code(failure))
              .put("message", failure.message())
              .putNull("param"));
    }
    if (!asked.wishes().stream()) {
      return Json.bytes(response(status));
    }
    event("response." + status, whole(status));
    return drain();
  }

  private ObjectNode whole(String status) {
    return Json.object().set("response", response(status));
  }

  private ObjectNode response(String status) {
    var response =
        Json.object()
            .put("id", id)
            .put("object", "response")
            .put("created_at", createdSeconds)
            .put("status", status);
    if (status.equals("completed")) {
      response.put("completed_at", clock.instant().getEpochSecond());
    } else {
      response.putNull("completed_at");
    }
    response.putNull("error").putNull("incomplete_details");
    if (failure != null) {
      response.putObject("error").put("code", code(failure)).put("message", failure.message());
    } else if (status.equals("incomplete")) {
      var why = reason == StopReason.LENGTH ? "max_output_tokens" : "content_filter";
      response.putObject("incomplete_details").put("reason", why);
    }
    response.put("model", model).set("output", output.json());
    if (asked.echo() instanceof ObjectNode echo) {
      response.setAll(echo);
    }
    var counted = tokens;
    return counted == null || status.equals("in_progress")
        ? response.putNull("usage")
        : response.set("usage", usage(counted));
  }

  private static ObjectNode usage(Tokens counted) {
    var usage = Json.object().put("input_tokens", counted.input());
    usage
        .putObject("input_tokens_details")
        .put("cache_write_tokens", counted.cacheWritten())
        .put("cached_tokens", counted.cacheRead());
    usage.put("output_tokens", counted.output());
    usage.putObject("output_tokens_details").put("reasoning_tokens", counted.reasoning());
    return usage.put("total_tokens", counted.input() + counted.output());
  }

  private static String code(ProviderError error) {
    return error.status() == 429 ? "rate_limit_exceeded" : "server_error";
  }

  private void event(String type, ObjectNode fields) {
    if (asked.wishes().stream()) {
      var event = Json.object().put("type", type).put("sequence_number", sequence++);
      event.setAll(fields);
      bytes.writeBytes("event: %s\ndata: ".formatted(type).getBytes(StandardCharsets.UTF_8));
      bytes.writeBytes(Json.bytes(event));
      bytes.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  private byte[] drain() {
    var drained = bytes.toByteArray();
    bytes.reset();
    return drained;
  }
}
