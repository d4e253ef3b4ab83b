package io.signalbox.parts.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Header;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.ScriptedBody;
import io.signalbox.chat.Usage;
import io.signalbox.chat.UsageMeter;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class UsageTest {
  private static final String COUNTS = "\"usage\":{\"prompt_tokens\":31,\"completion_tokens\":17}";
  private static final String DATA = "data: {\"choices\":[]," + COUNTS + "}";
  private static final Usage USAGE = new Usage(31, 17);

  private static ChatReply head(String type, String... encoding) {
    var fields = new ArrayList<>(List.of(new Header("content-type", type)));
    Arrays.stream(encoding).forEach(e -> fields.add(new Header("content-encoding", e)));
    return new ChatReply(200, new Headers(fields), HeaderEdits.NONE, new ScriptedBody());
  }

  private static UsageMeter meter(ChatReply head, String... chunks) {
    var meter = new OpenAiChatProtocol().meter(head);
    for (var chunk : chunks) {
      meter.see(chunk.getBytes(StandardCharsets.UTF_8));
    }
    return meter;
  }

  private static @Nullable Usage metered(ChatReply head, String... chunks) {
    return meter(head, chunks).usage();
  }

  private static @Nullable Usage streamed(String... chunks) {
    return metered(head("text/event-stream"), chunks);
  }

  private static @Nullable Usage plain(String... chunks) {
    return metered(head("application/json"), chunks);
  }

  @Test
  void linesMayEndInAnyWay() {
    for (var end : List.of("\n\n", "\r\n\r\n", "\r\r", "\n", "")) {
      assertThat(streamed("data: {}\n\n" + DATA + end)).isEqualTo(USAGE);
    }
  }

  @Test
  void aStreamWithoutItsEndIsMetered() {
    assertThat(streamed(DATA)).isEqualTo(USAGE);
    assertThat(streamed(DATA + "\n\n", "data: {\"choi")).isEqualTo(USAGE);
  }

  @Test
  void theLastCountsOfAStreamWin() {
    assertThat(streamed(DATA.replace("17", "1") + "\n\n" + DATA + "\n\ndata: [DONE]\n\n"))
        .isEqualTo(USAGE);
    assertThat(streamed(DATA + "\n\ndata: {\"usage\":null}\n\n")).isEqualTo(USAGE);
  }

  @Test
  void onlyDataLinesOfAStreamCount() {
    assertThat(streamed(DATA.replace("data: ", "") + "\n")).isNull();
    assertThat(streamed(": " + DATA + "\n")).isNull();
    assertThat(streamed("event: x\n" + DATA.replace("data: ", "data:") + "\n")).isEqualTo(USAGE);
  }

  @Test
  void aLineThatIsTooLongIsSkippedAndTheNextIsRead() {
    var tooLong = DATA.replace("[]", "\"" + "x".repeat(5_000_000) + "\"");
    assertThat(streamed(tooLong + "\n\n")).isNull();
    assertThat(streamed(tooLong + "\n\n" + DATA + "\n\n")).isEqualTo(USAGE);
    var pieces = tooLong.split("(?<=\\G.{100000})", -1);
    assertThat(streamed(pieces)).isNull();
  }

  @Test
  void theLastEventOfALongResponseIsRead() {
    var event =
        "data: {\"type\":\"response.completed\",\"response\":{\"output\":\"%s\",%s}}\n\n"
            .formatted("x".repeat(300_000), COUNTS);
    assertThat(streamed(event)).isEqualTo(USAGE);
  }

  @Test
  void textThatLooksLikeCountsIsNone() {
    assertThat(streamed("data: {\"choices\":[{\"text\":\"\\\"usage\\\"\"," + COUNTS + "}]}\n"))
        .isNull();
    assertThat(plain("{\"choices\":[{" + COUNTS + "}]}")).isNull();
  }

  @Test
  void aWholeReplyIsMetered() {
    assertThat(plain("{\"a\":[1,{}],", COUNTS, "}")).isEqualTo(USAGE);
    assertThat(plain("{", COUNTS)).isEqualTo(USAGE);
  }

  @Test
  void theModelThatAnsweredIsTold() {
    var json = head("application/json");
    assertThat(meter(json, "{\"model\":\"m-1\",", COUNTS, "}").model()).isEqualTo("m-1");
    var events = head("text/event-stream");
    assertThat(meter(events, "data: {\"choices\":[],\"model\":\"m-1\"}\n\n", DATA).model())
        .isEqualTo("m-1");
    for (var wrapped : List.of("message", "response")) {
      assertThat(meter(events, "data: {\"" + wrapped + "\":{\"model\":\"m-1\"}}").model())
          .isEqualTo("m-1");
    }
    for (var reply :
        List.of("", "{}", "{\"model\":7}", "{\"choices\":[{\"model\":\"m-1\"}]}", "{\"model\":")) {
      assertThat(meter(json, reply).model()).as(reply).isNull();
      assertThat(meter(events, "data: " + reply + "\n\n").model()).as(reply).isNull();
    }
    var compressed = head("application/json", "gzip");
    assertThat(meter(compressed, "{\"model\":\"m-1\"}").model()).isNull();
  }

  @Test
  void countsThatAreMissingAreNone() {
    assertThat(plain("{\"usage\":{\"prompt_tokens\":31}}")).isEqualTo(new Usage(31, 0));
    assertThat(plain("{\"usage\":{\"prompt_tokens\":\"31\",\"completion_tokens\":[9]}}"))
        .isEqualTo(new Usage(0, 0));
    for (var reply :
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "<html>",
            "{\"usage\":null}",
            "{\"usage\":7}",
            "{\"usage\":{\"prompt_tokens\":99999999999999999999}}",
            "\u0000\u0000\u0000{",
            "{\"a\":" + "[".repeat(2_000))) {
      assertThat(plain(reply)).as(reply).isNull();
    }
  }

  @Test
  void aReplyThatIsTooLongIsNotRead() {
    var filler = "x".repeat(1 << 20);
    assertThat(plain("{\"a\":\"", filler, "\"," + COUNTS + "}")).isEqualTo(USAGE);
    assertThat(plain("{\"a\":\"", filler, filler, filler, filler, "\"," + COUNTS + "}")).isNull();
  }

  @Test
  void aCompressedReplyIsNotRead() {
    for (var type : List.of("text/event-stream", "application/json")) {
      assertThat(metered(head(type, "gzip"), "{" + COUNTS + "}")).isNull();
    }
    assertThat(metered(head("application/json", "identity"), "{" + COUNTS + "}")).isEqualTo(USAGE);
  }
}
