package io.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Replies;
import io.signalbox.chat.Requests;
import io.signalbox.chat.RouterException;
import io.signalbox.plugin.Routed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FallbackTest {
  private static final String YAML =
      """
      providers:
        defaults: {default_model: d}
        models:
          - {name: a, backend_refs: [{endpoint: "a:1"}]}
          - {name: b, backend_refs: [{endpoint: "b:1"}]}
          - {name: d, backend_refs: [{endpoint: "d:1"}]}
      routing:
        modelCards: [{name: a, loras: [{name: a1}]}, {name: b}, {name: d}]
        decisions:
          - {name: x, modelRefs: [{model: a}, {model: a, lora_name: a1}, {model: b}]}
      """;

  private final List<String> fallbacks = new ArrayList<>();
  private final RouterEvents events =
      new RouterEvents() {
        @Override
        public void fellBack(Routed from, Routed to, String why) {
          fallbacks.add(from.model().name() + ">" + to.model().name() + " " + why);
        }
      };

  /** Answers by a script, and may be asked again. */
  private static final class Script implements Upstream {
    private final List<String> asked = new ArrayList<>();
    private final Queue<Supplier<ChatReply>> answers;
    private final boolean repeatable;

    private Script(boolean repeatable, List<Supplier<ChatReply>> answers) {
      this.answers = new ArrayDeque<>(answers);
      this.repeatable = repeatable;
    }

    @Override
    public boolean repeatable() {
      return repeatable;
    }

    @Override
    public ChatReply send(Routed routed, ChatRequest request) {
      assertThat(request.model()).isEqualTo(routed.model().name());
      asked.add(request.model());
      return answers.remove().get();
    }
  }

  @Test
  void modelsServedElsewhereAreAskedInOrderAndTheDefaultLast() {
    var script = new Script(true, List.of(failing(Fault.UPSTREAM), status(503), status(200)));
    assertThat(serve(script).status()).isEqualTo(200);
    assertThat(script.asked).containsExactly("a", "b", "d");
    assertThat(fallbacks).containsExactly("a>b upstream", "b>d status_503");
  }

  @Test
  void lastAnswerStands() {
    var script = new Script(true, List.of(status(503), status(502), status(504)));
    assertThat(serve(script).status()).isEqualTo(504);

    var broken = new Script(true, List.of(status(503), status(502), failing(Fault.TIMEOUT)));
    assertThatThrownBy(() -> serve(broken)).hasMessageContaining("TIMEOUT");
  }

  @Test
  void aProxysCallIsSentOnce() {
    var script = new Script(false, List.of(status(503)));
    assertThat(serve(script).status()).isEqualTo(503);
    assertThat(script.asked).containsExactly("a");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"UPSTREAM", "TIMEOUT"})
  void otherFaultsAreNoReason(Fault fault) {
    var script = new Script(true, List.of(failing(fault)));
    assertThatThrownBy(() -> serve(script)).hasMessageContaining(fault.name());
    assertThat(script.asked).containsExactly("a");
  }

  @Test
  void headersTellWhoAnswered() {
    var reply = serve(new Script(true, List.of(status(503), status(200))));
    assertThat(reply.headers().with(reply.edits()).first("x-vsr-selected-model")).isEqualTo("b");
    assertThat(reply.headers().with(reply.edits()).first("x-vsr-selected-decision")).isEqualTo("x");
  }

  private ChatReply serve(Upstream upstream) {
    var recipes = FakeParts.recipes(new FakeParts().catalog(), FakeParts.none(), events, YAML);
    return new Router(recipes, events).serve(Calls.with(), Requests.naming("auto"), upstream);
  }

  private static Supplier<ChatReply> status(int status) {
    return () -> Replies.plain(status, "{}");
  }

  private static Supplier<ChatReply> failing(Fault fault) {
    return () -> {
      throw new RouterException(fault, fault.name());
    };
  }
}
