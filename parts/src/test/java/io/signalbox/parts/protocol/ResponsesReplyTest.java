package io.signalbox.parts.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.SseEvent;
import io.signalbox.chat.SseParser;
import io.signalbox.parts.protocol.responses.ResponsesProtocol;
import io.signalbox.translate.Conversation;
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
import io.signalbox.translate.Warnings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Replies of backends of other APIs as response objects and their events. */
final class ResponsesReplyTest {
  static final String REQUEST =
      """
      {"model":"m","input":"hi","instructions":"Be short.","stream":%b,"metadata":{"a":"b"},
       "temperature":0.5,"max_output_tokens":9,"reasoning":{"effort":"low"},
       "tools":[{"type":"function","function":{"name":"f"}},{"type":"custom","name":"patch"}]}
      """;

  static final Started STARTED = new Started("chatcmpl-1", "big-model", 1_700_000_000);
  static final Counted COUNTED = new Counted(new Tokens(31, 9, 2, 17, 5));

  static final List<ReplyEvent> EVERYTHING =
      List.of(
          STARTED,
          new ThinkingDelta(0, "hm"),
          new ThinkingDelta(0, "m"),
          new ThinkingSigned(0, "sig"),
          new TextDelta(0, "grö"),
          new TextDelta(0, "ße"),
          new RefusalDelta(0, "not that"),
          new ToolCallStarted(0, 0, "call_a", "f"),
          new ToolCallStarted(0, 1, "call_b", "patch"),
          new ToolArgumentsDelta(0, 0, "{\"x\""),
          new ToolArgumentsDelta(0, 1, "{\"input\":\"*** "),
          new ToolArgumentsDelta(0, 0, ":1}"),
          new ToolArgumentsDelta(0, 1, "Begin\"}"),
          new ToolCallStarted(0, 2, "", "f"),
          new Finished(0, StopReason.TOOL_CALLS, null),
          COUNTED);

  private final Warnings warnings = new Warnings();

  static ResponsesProtocol protocol() {
    var next = new AtomicInteger();
    return new ResponsesProtocol(
        () -> Instant.ofEpochSecond(1_700_000_007), () -> "%d".formatted(next.incrementAndGet()));
  }

  static Conversation asked(boolean stream) {
    var body = REQUEST.formatted(stream).getBytes(StandardCharsets.UTF_8);
    return protocol().read(body, new Warnings());
  }

  /** What is written for these events, handed over in random groups. */
  private String written(boolean stream, List<ReplyEvent> events, Random random) {
    var writer = protocol().writer(asked(stream), warnings);
    var bytes = new ByteArrayOutputStream();
    for (int from = 0; from < events.size(); ) {
      int to = Math.min(events.size(), from + random.nextInt(3));
      bytes.writeBytes(writer.write(events.subList(from, to)));
      from = to;
    }
    bytes.writeBytes(writer.end());
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private String written(boolean stream, ReplyEvent... events) {
    return written(stream, List.of(events), new Random(1));
  }

  private static List<JsonNode> events(String stream) {
    List<JsonNode> events = new ArrayList<>();
    var parser = new SseParser(1 << 20);
    List<SseEvent> raw = new ArrayList<>();
    parser.feed(stream.getBytes(StandardCharsets.UTF_8), raw::add);
    parser.end(raw::add);
    for (var event : raw) {
      var data = Objects.requireNonNull(Json.object(event.data()));
      assertThat(data.path("type").asString("")).isEqualTo(event.name());
      assertThat(data.path("sequence_number").asInt(-1)).isEqualTo(events.size());
      events.add(data);
    }
    return events;
  }

  private static JsonNode last(String stream) {
    return events(stream).getLast().path("response");
  }

  private static JsonNode plain(String body) {
    return Objects.requireNonNull(Json.object(body));
  }

  static List<String> goldens() {
    return List.of("reply-stream", "reply-plain");
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void aReplyIsWrittenAsTheFileSays(String name) throws IOException {
    var file = Path.of("src/test/resources/golden/responses-replies/" + name + ".txt");
    var text = written(name.equals("reply-stream"), EVERYTHING, new Random(1));
    assertThat(text.strip()).isEqualTo(Files.readString(file).strip());
  }

  @Test
  void groupsOfEventsMakeNoDifference() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var whole = written(true, EVERYTHING, new Random(1));
    for (int i = 0; i < 200; i++) {
      assertThat(written(true, EVERYTHING, random)).as("seed %d", seed).isEqualTo(whole);
    }
  }

  @Test
  void theLastEventTellsWhatAPlainReplyTells() {
    var streamed = last(written(true, EVERYTHING, new Random(1)));
    var plain = plain(written(false, EVERYTHING, new Random(1)));
    assertThat(plain).isEqualTo(streamed);
    assertThat(plain.path("usage").path("input_tokens").asInt()).isEqualTo(31);
    assertThat(plain.path("usage").path("total_tokens").asInt()).isEqualTo(48);
    assertThat(plain.path("model").asString("")).isEqualTo("big-model");
  }

  @Test
  void theItemsThatWereToldAreTheItemsOfTheResponse() {
    var events = events(written(true, EVERYTHING, new Random(1)));
    List<JsonNode> done = new ArrayList<>(Collections.nCopies(5, Json.object()));
    for (var event : events) {
      if (event.path("type").asString("").equals("response.output_item.done")) {
        done.set(event.path("output_index").asInt(), event.path("item"));
      }
    }
    List<JsonNode> output = new ArrayList<>();
    events.getLast().path("response").path("output").forEach(output::add);
    assertThat(output).isEqualTo(done);
  }

  @Test
  void aLimitOrAFilterLeavesTheResponseIncomplete() {
    for (boolean stream : new boolean[] {true, false}) {
      var cut =
          written(
              stream,
              STARTED,
              new TextDelta(0, "a"),
              new Finished(0, StopReason.LENGTH, null),
              COUNTED);
      var response = stream ? last(cut) : plain(cut);
      assertThat(response.path("status").asString("")).isEqualTo("incomplete");
      assertThat(response.path("incomplete_details").path("reason").asString(""))
          .isEqualTo("max_output_tokens");
      assertThat(response.path("output").path(0).path("status").asString(""))
          .isEqualTo("incomplete");
      var kept = written(stream, STARTED, new Finished(0, StopReason.REFUSAL, null));
      assertThat((stream ? last(kept) : plain(kept)).path("incomplete_details").path("reason"))
          .hasToString("\"content_filter\"");
    }
    var events = events(written(true, STARTED, new Finished(0, StopReason.LENGTH, null)));
    assertThat(events.getLast().path("type").asString("")).isEqualTo("response.incomplete");
  }

  @Test
  void anErrorInTheMiddleEndsInResponseFailed() {
    var error = new Failed(new ProviderError(429, "rate_limit_error", "slow \"down\""));
    var events =
        events(written(true, STARTED, new TextDelta(0, "a"), error, new TextDelta(0, "late")));
    assertThat(events.get(events.size() - 2).path("type").asString("")).isEqualTo("error");
    assertThat(events.get(events.size() - 2).path("message").asString(""))
        .isEqualTo("slow \"down\"");
    var failed = events.getLast();
    assertThat(failed.path("type").asString("")).isEqualTo("response.failed");
    assertThat(failed.path("response").path("error").path("code").asString(""))
        .isEqualTo("rate_limit_exceeded");
    assertThat(failed.toString()).contains("\"a\"").doesNotContain("late");
  }

  @Test
  void anErrorBeforeTheBeginningStillBeginsAResponse() {
    var events = events(written(true, new Failed(new ProviderError(502, null, "gone"))));
    assertThat(events)
        .extracting(event -> event.path("type").asString(""))
        .containsExactly("response.created", "response.in_progress", "error", "response.failed");
  }

  @Test
  void aReplyWithoutItsEndHasFailed() {
    var response = last(written(true, STARTED, new TextDelta(0, "a")));
    assertThat(response.path("status").asString("")).isEqualTo("failed");
    assertThat(plain(written(false)).path("status").asString("")).isEqualTo("failed");
  }

  @Test
  void nothingButTheFirstChoiceIsTold() {
    var response =
        last(
            written(
                true,
                STARTED,
                new TextDelta(1, "other"),
                new TextDelta(0, "first"),
                new Finished(1, StopReason.LENGTH, null),
                new Finished(0, StopReason.STOP, null)));
    assertThat(response.path("status").asString("")).isEqualTo("completed");
    assertThat(response.toString()).contains("first").doesNotContain("other");
    assertThat(warnings.header()).isEqualTo("warning;unsupported_field;choices[1]");
  }

  @Test
  void aCustomToolGetsItsTextWhateverTheModelMadeOfIt() {
    var response =
        last(
            written(
                true,
                STARTED,
                new ToolCallStarted(0, 0, "c", "patch"),
                new ToolArgumentsDelta(0, 0, "no json"),
                new Finished(0, StopReason.TOOL_CALLS, null)));
    var item = response.path("output").path(0);
    assertThat(item.path("type").asString("")).isEqualTo("custom_tool_call");
    assertThat(item.path("input").asString("")).isEqualTo("no json");
  }

  @Test
  void aReplyThatNeverEndsIsCutOff() {
    var writer = protocol().writer(asked(true), warnings);
    writer.write(List.of(STARTED));
    var delta = List.<ReplyEvent>of(new TextDelta(0, "x".repeat(1 << 20)));
    int rounds = 0;
    while (rounds < 100 && writer.write(delta).length > 0) {
      rounds++;
    }
    assertThat(rounds).isLessThan(100);
    assertThat(new String(writer.end(), StandardCharsets.UTF_8)).contains("response.failed");
  }
}
