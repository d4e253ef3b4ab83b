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
import io.signalbox.parts.protocol.openai.CompletionsProtocol;
import io.signalbox.parts.protocol.openai.EmbeddingsProtocol;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.parts.protocol.responses.ResponsesProtocol;
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
 * Each file holds a body, a line of dashes, and what a backend of the same API gets for model
 * {@code coder} with the prompt {@code Be kind.}, where the protocol is routed, and the wish for
 * reasoning that the file's name says.
 */
final class GoldenFilesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final String DASHES = "\n----------\n";
  private static final List<Protocol> PROTOCOLS =
      List.of(
          new OpenAiChatProtocol(),
          new AnthropicMessagesProtocol(),
          new ResponsesProtocol(),
          new CompletionsProtocol(),
          new EmbeddingsProtocol());

  static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (var protocol : PROTOCOLS) {
      try (var own = Files.list(GOLDEN.resolve(protocol.name()))) {
        own.sorted().forEach(files::add);
      }
    }
    return files;
  }

  @ParameterizedTest
  @MethodSource("files")
  void theBodyIsRewrittenAsTheFileSays(Path file) throws IOException {
    var text = Files.readString(file);
    int dashes = text.indexOf(DASHES);
    var input = text.substring(0, dashes);
    var name = file.toString();
    var protocol = protocol(file);
    var request = protocol.decode(input.getBytes(StandardCharsets.UTF_8)).withModel("coder");
    var prompted = protocol.routes() ? prompted(request, name) : request;
    var written = prompted.withReasoning(wish(name)).encode();
    assertThat(new String(written, StandardCharsets.UTF_8))
        .isEqualTo(text.substring(dashes + DASHES.length()).stripTrailing());
  }

  private static Protocol protocol(Path file) {
    var folder = String.valueOf(file.getName(file.getNameCount() - 2));
    return PROTOCOLS.stream().filter(p -> p.name().equals(folder)).findFirst().orElseThrow();
  }

  private static ChatRequest prompted(ChatRequest request, String name) {
    var mode = name.contains("replace") ? Mode.REPLACE : Mode.INSERT;
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
