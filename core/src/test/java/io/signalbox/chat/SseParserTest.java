package io.signalbox.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SseParserTest {
  private static List<SseEvent> parsed(byte[]... chunks) {
    var events = new ArrayList<SseEvent>();
    var parser = new SseParser(1000);
    for (var chunk : chunks) {
      parser.feed(chunk, events::add);
    }
    parser.end(events::add);
    return events;
  }

  private static List<SseEvent> parsed(String text) {
    return parsed(text.getBytes(StandardCharsets.UTF_8));
  }

  private static SseEvent message(String data) {
    return new SseEvent("message", data, "");
  }

  @Test
  void eventsHaveNamesDataAndIds() {
    assertThat(parsed("id: 7\nevent: delta\ndata: a\ndata:b\ndata\n\ndata:  c\n\n"))
        .containsExactly(new SseEvent("delta", "a\nb\n", "7"), new SseEvent("message", " c", "7"));
  }

  @Test
  void linesEndInAnyOfThreeWays() {
    for (var end : List.of("\n", "\r", "\r\n")) {
      var text = ": comment\ndata: a\nretry: 5\ndata: b\n\n\n\ndata: c\n\n".replace("\n", end);
      assertThat(parsed(text)).containsExactly(message("a\nb"), message("c"));
    }
  }

  @Test
  void whatIsNotDataIsNoEvent() {
    assertThat(parsed("")).isEmpty();
    assertThat(parsed(": ping\n\nevent: x\n\nid: 1\n\nunknown: y\n\n\u0000\n\n")).isEmpty();
    assertThat(parsed("event: x\n\ndata: a\n\n")).containsExactly(message("a"));
    assertThat(parsed("id: a\u0000b\ndata: c\n\n")).containsExactly(message("c"));
  }

  @Test
  void theMarkAtTheBeginningIsSkippedOnce() {
    assertThat(parsed("\uFEFFdata: a\n\n\uFEFFdata: b\n\n")).containsExactly(message("a"));
    assertThat(parsed("\uFEFF\ndata: a\n\n")).containsExactly(message("a"));
  }

  @Test
  void aMissingEndEndsTheLastEvent() {
    for (var end : List.of("", "\n", "\r", "\n\n")) {
      assertThat(parsed("data: a\n\ndata: b" + end)).containsExactly(message("a"), message("b"));
    }
  }

  @Test
  void anEventThatIsTooLongIsLeftOut() {
    var events = new ArrayList<SseEvent>();
    var parser = new SseParser(20);
    var text = "data: " + "x".repeat(30) + "\ndata: y\n\ndata: z\n\n";
    parser.feed(text.getBytes(StandardCharsets.UTF_8), events::add);
    assertThat(events).containsExactly(message("z"));
    assertThat(parser.overflowed()).isTrue();
  }

  @Test
  void manyShortLinesOfOneEventAreTooLongTogether() {
    var events = new ArrayList<SseEvent>();
    var parser = new SseParser(20);
    parser.feed("data: abc\n".repeat(30).getBytes(StandardCharsets.UTF_8), events::add);
    parser.end(events::add);
    assertThat(events).isEmpty();
    assertThat(parser.overflowed()).isTrue();
  }

  @Test
  void anyChunkingGivesTheSameEvents() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var pieces =
        List.of(
            "data: größe 😀",
            "data",
            "data:",
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            "\r\r",
            "\r\n\r\n",
            ":x",
            "event: e",
            "id: 1",
            "\uFEFF",
            "é",
            "\u0000",
            "data: " + "x".repeat(990),
            "retry:1");
    for (int round = 0; round < 100; round++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(30); i >= 0; i--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      var whole = parsed(bytes);
      var singles = new byte[bytes.length][];
      for (int i = 0; i < bytes.length; i++) {
        singles[i] = new byte[] {bytes[i]};
      }
      assertThat(parsed(singles)).as("seed %d, round %d", seed, round).isEqualTo(whole);
      for (int cut = 0; cut <= bytes.length; cut++) {
        assertThat(
                parsed(
                    Arrays.copyOfRange(bytes, 0, cut),
                    Arrays.copyOfRange(bytes, cut, bytes.length)))
            .as("seed %d, round %d, cut %d", seed, round, cut)
            .isEqualTo(whole);
      }
    }
  }
}
