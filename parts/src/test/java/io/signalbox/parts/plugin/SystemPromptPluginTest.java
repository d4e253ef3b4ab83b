package io.signalbox.parts.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.catalog.Settings;
import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Replies;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.engine.ScriptedUpstream;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.RecordingFindings;
import io.signalbox.parts.plugin.SystemPromptPlugin.Config;
import io.signalbox.parts.plugin.SystemPromptPlugin.Mode;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.plugin.Plugin;
import io.signalbox.plugin.RoutedCalls;
import io.signalbox.plugin.Stage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SystemPromptPluginTest {
  private static final String USER = "{\"role\":\"user\",\"content\":\"größe \\u00e9\"}";

  private final RecordingFindings findings = new RecordingFindings();

  private Optional<Plugin> plugin(@Nullable Boolean enabled, String prompt, Mode mode) {
    return SystemPromptPlugin.PART
        .factory()
        .build(new Config(enabled, prompt, mode), Settings.of(ExampleDocument.none()), findings);
  }

  private static byte[] body(String messages) {
    return "{\"model\":\"m\", \"messages\" : [%s ] }"
        .formatted(messages)
        .getBytes(StandardCharsets.UTF_8);
  }

  private String sent(String prompt, Mode mode, String messages) {
    var sent = new ArrayList<ChatRequest>();
    plugin(null, prompt, mode)
        .orElseThrow()
        .around(
            RoutedCalls.to("m"),
            new OpenAiChatProtocol().decode(body(messages)),
            request -> {
              sent.add(request);
              return Replies.plain(200, "{}");
            });
    return new String(sent.getFirst().encode(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        // content before | after insert | after replace
        "\"be \\u00e9\" | \"P\\n\\nbe \\u00e9\" | \"P\"",
        "\"\" | \"P\" | \"P\"",
        "null | \"P\" | \"P\"",
        "[] | [{\"type\":\"text\",\"text\":\"P\"}] | \"P\"",
        "[ ] | [{\"type\":\"text\",\"text\":\"P\"} ] | \"P\"",
        "[ \"a\"] | [{\"type\":\"text\",\"text\":\"P\"}, \"a\"] | \"P\"",
        "[{\"type\":\"text\", \"text\":\"日\"}] "
            + "| [{\"type\":\"text\",\"text\":\"P\"},{\"type\":\"text\", \"text\":\"日\"}] | \"P\"",
      })
  void theClientsInstructionIsPrefixedOrReplaced(String before, String inserted, String replaced) {
    for (var role : new String[] {"system", "developer"}) {
      var message = " {\"name\":\"x\",\"content\" : %s ,\"role\":\"%s\"}, " + USER;
      var original = message.formatted(before, role);
      assertThat(sent("P", Mode.INSERT, original))
          .isEqualTo(new String(body(message.formatted(inserted, role)), StandardCharsets.UTF_8));
      assertThat(sent("P", Mode.REPLACE, original))
          .isEqualTo(new String(body(message.formatted(replaced, role)), StandardCharsets.UTF_8));
    }
  }

  @Test
  void anInstructionWithoutContentGetsOne() {
    for (var mode : Mode.values()) {
      assertThat(sent("P", mode, "{\"role\":\"system\"}," + USER))
          .contains("[{\"content\":\"P\",\"role\":\"system\"},{\"role\":\"user\"");
    }
  }

  @Test
  void withoutInstructionOneIsPutInFront() {
    for (var mode : Mode.values()) {
      assertThat(sent("P", mode, " " + USER))
          .isEqualTo(
              "{\"model\":\"m\", \"messages\" : [ {\"role\":\"system\",\"content\":\"P\"},%s ] }"
                  .formatted(USER));
    }
  }

  @Test
  void onlyALeadingInstructionCounts() {
    assertThat(sent("P", Mode.REPLACE, USER + ",{\"role\":\"system\",\"content\":\"late\"}"))
        .contains("[{\"role\":\"system\",\"content\":\"P\"},{\"role\":\"user\"")
        .contains("\"late\"");
  }

  @Test
  void thePromptIsEscaped() {
    assertThat(sent("say \"é\"\n\t\\ 日 😀 \u0001", Mode.INSERT, USER))
        .contains("\"say \\\"é\\\"\\n\\t\\\\ 日 😀 \\u0001\"");
  }

  @Test
  void anEnabledPluginNeedsAPrompt() {
    assertThat(plugin(null, "P", Mode.INSERT)).isPresent();
    assertThat(plugin(true, "P", Mode.INSERT).orElseThrow().stage()).isEqualTo(Stage.ENRICH);
    assertThat(plugin(false, "P", Mode.INSERT)).isEmpty();
    assertThat(plugin(false, "", Mode.INSERT)).isEmpty();
    assertThat(plugin(null, " \n", Mode.INSERT)).isEmpty();
    assertThat(findings.refused()).isEmpty();
    assertThat(plugin(true, " ", Mode.INSERT)).isEmpty();
    assertThat(findings.refused()).hasSize(1);
  }

  @Test
  void insertIsTheDefaultAndOtherModesAreRefused() {
    var yaml =
        """
        decisions:
          - name: d
            modelRefs: [{model: m}]
            plugins: [{type: system_prompt, configuration: {system_prompt: P%s}}]
        """;
    assertThat(ExampleDocument.problems(yaml.formatted(""))).isEmpty();
    assertThat(ExampleDocument.problems(yaml.formatted(", mode: append")))
        .singleElement()
        .asString()
        .contains("append", "insert", "replace");
  }

  @Test
  void theDebugHeaderTellsOfThePrompt() {
    var routing =
        """
        decisions:
          - name: d
            modelRefs: [{model: m}]
            plugins: [{type: system_prompt, configuration: {system_prompt: P, mode: replace}}]
        """;
    var recipes = ExampleDocument.compile(ExampleDocument.none(), routing).recipes();
    var router = new Router(Objects.requireNonNull(recipes), RouterEvents.NONE);
    var text = "{\"model\":\"auto\",\"messages\":[{\"role\":\"system\",\"content\":\"own\"}]}";
    var request = new OpenAiChatProtocol().decode(text.getBytes(StandardCharsets.UTF_8));
    var upstream = ScriptedUpstream.agreeable();
    var reply = router.serve(Calls.debugging(), request, upstream);
    assertThat(Replies.edited(reply).first("x-vsr-injected-system-prompt")).isEqualTo("true");
    assertThat(new String(upstream.sent().getFirst().request().encode(), StandardCharsets.UTF_8))
        .isEqualTo("{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"P\"}]}");
  }
}
