package io.signalbox.parts.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Replies;
import io.signalbox.chat.ReplyBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file holds, between lines of dashes, a request, what the backend of the other protocol
 * answers, what it was sent, and what the client gets: warnings, then the body.
 */
final class TranslatedFilesTest {
  private static final String DASHES = "\n----------\n";

  static List<Path> files() throws IOException {
    try (var files = Files.list(Path.of("src/test/resources/golden/translate"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void bothWaysAreAsTheFileSays(Path file) throws IOException {
    var sections = Files.readString(file).split(DASHES, -1);
    var client = TranslatingRouter.protocol(file.getFileName().toString());
    for (int size : new int[] {1, 7, 1 << 20}) {
      var router = new TranslatingRouter(backend(sections[1], size));
      var reply = router.ask(client, sections[0]);
      var body = Replies.text(reply.body());
      var sent = router.sent();
      var upstream =
          sent.source().protocol().path()
              + "\n"
              + new String(sent.encode(), StandardCharsets.UTF_8);
      var warnings = Replies.edited(reply).first("x-vsr-protocol-warnings");
      assertThat(upstream).isEqualTo(sections[2]);
      assertThat((warnings == null ? "" : warnings.replace(",", "\n")) + "\n" + body)
          .as("in chunks of %d", size)
          .isEqualTo(sections[3]);
    }
  }

  private static ChatReply backend(String body, int size) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var type = body.startsWith("{") ? "application/json" : "text/event-stream";
    return Replies.reply(
        200,
        type,
        new ReplyBody() {
          private int at;

          @Override
          public byte @Nullable [] next() {
            int from = at;
            at = Math.min(bytes.length, from + size);
            return from == at ? null : Arrays.copyOfRange(bytes, from, at);
          }

          @Override
          public void close() {}
        });
  }
}
