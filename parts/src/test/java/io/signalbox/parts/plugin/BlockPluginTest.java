package io.signalbox.parts.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Replies;
import io.signalbox.chat.Requests;
import io.signalbox.chat.RouterException;
import io.signalbox.decide.Verdict;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.protocol.anthropic.AnthropicMessagesProtocol;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.parts.protocol.responses.ResponsesProtocol;
import io.signalbox.plugin.Deed;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.RoutedCalls;
import io.signalbox.plugin.Stage;
import io.signalbox.signal.Fact;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BlockPluginTest {
  private final List<String> deeds = new ArrayList<>();
  private final BlockPlugin plugin =
      new BlockPlugin("Not here.", 451, Set.of("pii", "jailbreak")::contains);

  private RouterException refused(Map<SignalName, Fact> facts) {
    var readings = new Readings(facts, Map.of(), Map.of());
    var routed = RoutedCalls.of(Calls.with(), readings, Verdict.NONE, "m");
    Next next =
        new Next() {
          @Override
          public ChatReply proceed(ChatRequest request) {
            throw new AssertionError("sent");
          }

          @Override
          public void did(Deed deed, String subject) {
            deeds.add(deed + " " + subject);
          }
        };
    try {
      plugin.around(routed, Requests.saying("hi"), next);
      throw new AssertionError("not refused");
    } catch (RouterException refused) {
      return refused;
    }
  }

  @Test
  void tellsTheClassesOfTheReasonAndNothingElse() {
    Map<SignalName, Fact> facts = new LinkedHashMap<>();
    facts.put(new SignalName("pii", "leak"), new Fact.Holds(0.9));
    facts.put(new SignalName("jailbreak", "attack"), new Fact.Holds(0.8));
    facts.put(new SignalName("keyword", "word"), new Fact.Holds(1.0));
    var refused = refused(facts);
    assertThat(refused.fault()).isEqualTo(Fault.BLOCKED);
    assertThat(refused.status()).isEqualTo(451);
    assertThat(refused).hasMessage("Not here.");
    assertThat(Headers.NONE.with(refused.headers()).first("x-signalbox-blocked"))
        .isEqualTo("jailbreak,pii");
    assertThat(deeds).containsExactly("BLOCKED jailbreak", "BLOCKED pii");
  }

  @Test
  void withoutASignalThatGuardsTheReasonIsPolicy() {
    var refused =
        refused(
            Map.of(
                new SignalName("keyword", "word"), new Fact.Holds(1.0),
                new SignalName("pii", "leak"), new Fact.Absent(),
                new SignalName("jailbreak", "attack"), new Fact.Unknown()));
    assertThat(Headers.NONE.with(refused.headers()).first("x-signalbox-blocked"))
        .isEqualTo("policy");
    assertThat(deeds).containsExactly("BLOCKED policy");
    assertThat(plugin.stage()).isEqualTo(Stage.ADMIT);
  }

  @Test
  void theErrorHasTheFormOfTheClientsProtocol() {
    var refused = refused(Map.of());
    for (var protocol : List.of(new OpenAiChatProtocol(), new ResponsesProtocol())) {
      var reply = protocol.error(refused);
      assertThat(reply.status()).isEqualTo(451);
      assertThat(Replies.text(reply.body()))
          .isEqualTo(
              "{\"error\":{\"message\":\"Not here.\",\"type\":\"permission_error\",\"code\":451}}");
    }
    var reply = new AnthropicMessagesProtocol().error(refused);
    assertThat(reply.status()).isEqualTo(451);
    assertThat(Replies.text(reply.body())).contains("\"type\":\"error\"", "Not here.");
  }

  @Test
  void nothingIsSentAndTheStatusIsAnError() {
    var sent = Sent.by("{type: block, configuration: {}}");
    var body = "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    assertThatThrownBy(() -> sent.reply(new OpenAiChatProtocol(), body))
        .isInstanceOfSatisfying(
            RouterException.class, refused -> assertThat(refused.status()).isEqualTo(403));
    assertThat(sent.upstream.sent()).isEmpty();
    for (var configuration : List.of("{status: 200}", "{status: 600}", "{message: ''}")) {
      assertThat(
              ExampleDocument.problems(
                  """
                  decisions:
                  - name: d
                    modelRefs: [{model: m}]
                    plugins: [{type: block, configuration: %s}]
                  """
                      .formatted(configuration)))
          .hasSize(1);
    }
  }
}
