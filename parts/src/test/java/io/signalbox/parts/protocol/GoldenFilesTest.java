package io.signalbox.parts.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.Reasoning;
import io.signalbox.chat.Reasoning.Dialect;
import io.signalbox.chat.Replies;
import io.signalbox.parts.plugin.SystemPromptPlugin;
import io.signalbox.parts.plugin.SystemPromptPlugin.Mode;
import io.signalbox.parts.protocol.anthropic.AnthropicMessagesProtocol;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.plugin.RoutedCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file holds a body, a line of dashes, and what is sent for model {@code coder} with the
 * prompt {@code Be kind.} and, where the file's name says so, a wish for reasoning.
 */
final class GoldenFilesTest {
  private static final String DASHES = "\n----------\n";

  static List<Path> files() throws IOException {
    var all = new ArrayList<Path>();
    for (var protocol : List.of("openai", "anthropic")) {
      try (var files = Files.list(Path.of("src/test/resources/golden", protocol))) {
        files.sorted().forEach(all::add);
      }
    }
    return all;
  }

  private static Protocol protocol(Path file) {
    return file.toString().contains("/anthropic/")
        ? new AnthropicMessagesProtocol()
        : new OpenAiChatProtocol();
  }

  @ParameterizedTest
  @MethodSource("files")
  void theBodyIsRewrittenAsTheFileSays(Path file) throws IOException {
    var text = Files.readString(file);
    int dashes = text.indexOf(DASHES.stripTrailing());
    var input = text.substring(0, dashes);
    var output = text.substring(dashes + DASHES.length()).stripTrailing();
    var request = protocol(file).decode(input.getBytes(StandardCharsets.UTF_8));
    var changed = prompted(request.withModel("coder"), file);
    var written = changed.withReasoning(wish(file.getFileName().toString())).encode();
    assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo(output);
  }

  private static ChatRequest prompted(ChatRequest request, Path file) {
    var mode = file.toString().contains("replace") ? Mode.REPLACE : Mode.INSERT;
    var sent = new ArrayList<ChatRequest>();
    new SystemPromptPlugin("Be kind.", mode)
        .around(
            RoutedCalls.to("coder"),
            request,
            changed -> {
              sent.add(changed);
              return Replies.plain(200, "{}");
            });
    return sent.getFirst();
  }

  private static @Nullable Reasoning wish(String name) {
    if (name.contains("switch")) {
      return new Reasoning(Dialect.TEMPLATE_SWITCH, "enable_thinking", true, null);
    }
    return name.contains("effort")
        ? new Reasoning(Dialect.TOP_LEVEL_EFFORT, "reasoning_effort", true, "high")
        : null;
  }
}
