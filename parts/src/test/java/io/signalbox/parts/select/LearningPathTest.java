package io.signalbox.parts.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Call;
import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.ReplyBody;
import io.signalbox.chat.Requests;
import io.signalbox.chat.Role;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.Remembering;
import io.signalbox.engine.Router;
import io.signalbox.learn.Fit;
import io.signalbox.learn.Outcome;
import io.signalbox.learn.Outcomes;
import io.signalbox.parts.StandardParts;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Learning on the whole path of a call. */
final class LearningPathTest {
  private static final String LEARNING =
      """
      global:
        router:
          learning: {enabled: true, adaptation: {enabled: %s}}
      """;

  private final Rig rig = new Rig();
  private final Outcomes outcomes = new Outcomes(rig.memory);

  private Router router(String yaml) {
    var events = new Remembering(rig.memory);
    var loaded = ConfigLoader.load("c.yaml", yaml, Map.of(), false);
    var compiled = new RecipeCompiler(StandardParts.catalog(), rig, events, false).compile(loaded);
    return new Router(Objects.requireNonNull(compiled.recipes()), events);
  }

  private static Headers serve(Router router, Call call, ChatRequest request) {
    var reply =
        router.serve(
            call,
            request,
            (routed, sent) ->
                new ChatReply(200, Headers.NONE, HeaderEdits.NONE, ReplyBody.of(new byte[] {'x'})));
    try (var body = reply.body()) {
      while (body.next() != null) {
        // A door would pass it on.
      }
    }
    return reply.headers().with(reply.edits());
  }

  private static ChatRequest second() {
    return Requests.of(
        "auto",
        Requests.message(Role.USER, "hi"),
        Requests.message(Role.ASSISTANT, "hello"),
        Requests.message(Role.USER, "and?"));
  }

  @Test
  void aConversationStaysWithItsModelOverAReloadThatWouldMoveIt() {
    var call = Calls.with("x-conversation-id", "c1", "x-vsr-debug", "true");
    var first =
        serve(
            router(Rig.MODELS + "    algorithm: {type: static}\n" + LEARNING.formatted(false)),
            call,
            Requests.saying("hi"));
    assertThat(first.first("x-vsr-selected-model")).isEqualTo("cheap");
    assertThat(first.first("x-vsr-replay-id")).isEqualTo(call.key());
    assertThat(first.first("x-vsr-learning-methods")).isEqualTo("protection");
    assertThat(first.first("x-vsr-learning-actions")).isEqualTo("protection=establish_baseline");
    assertThat(first.first("x-vsr-learning-scopes")).isEqualTo("protection=conversation");
    assertThat(first.first("x-vsr-learning-reasons")).isEqualTo("protection=new_conversation");
    assertThat(first.first("x-vsr-session-phase")).isEqualTo("user_turn");

    var reordered =
        Rig.MODELS.replace("{model: cheap}, {model: fine}", "{model: fine}, {model: cheap}");
    var later = router(reordered + LEARNING.formatted(false));
    var second = serve(later, call, second());
    assertThat(second.first("x-vsr-selected-model")).isEqualTo("cheap");
    assertThat(second.first("x-vsr-learning-reasons"))
        .isEqualTo("protection=switch_margin_not_met");
    var other = serve(later, Calls.with("x-conversation-id", "c2"), second());
    assertThat(other.first("x-vsr-selected-model")).isEqualTo("fine");
    assertThat(other.first("x-vsr-learning-methods")).isNull();
  }

  @Test
  void aDecisionMayKeepLearningOut() {
    var yaml = Rig.MODELS + "    adaptations: {mode: bypass}\n" + LEARNING.formatted(true);
    var router = router(yaml);
    for (int i = 0; i < 20; i++) {
      var headers = serve(router, Calls.with("x-vsr-debug", "true"), Requests.saying("q" + i));
      assertThat(headers.first("x-vsr-selected-model")).isEqualTo("cheap");
      assertThat(headers.first("x-vsr-learning-actions"))
          .isEqualTo("adaptation=bypass,protection=bypass");
    }
  }

  @Test
  void previewsLeaveNoTrace() {
    var router = router(Rig.MODELS + LEARNING.formatted(true));
    var call = Calls.with("x-conversation-id", "c1");
    for (int i = 0; i < 5; i++) {
      var routed = router.explain(call, Requests.saying("hi"));
      assertThat(routed.selection().learned().adjustments().getLast().reason())
          .isEqualTo("new_conversation");
    }
    assertThat(outcomes.post("k", new Outcome(call.key(), true, "", Fit.GOOD_FIT)))
        .isEqualTo(Outcomes.Answer.UNKNOWN_CALL);
  }

  @Test
  void outcomesOfAnsweredCallsAreLearntWithoutLearningWhereTheAlgorithmIsHybrid() {
    var router = router(Rig.MODELS + "    algorithm: {type: hybrid}\n");
    var headers = serve(router, Calls.with(), Requests.saying("hi"));
    var id = Objects.requireNonNull(headers.first("x-vsr-replay-id"));
    assertThat(outcomes.post("k", new Outcome(id, true, "", Fit.GOOD_FIT)))
        .isEqualTo(Outcomes.Answer.LEARNT);
    var plain = router(Rig.MODELS);
    assertThat(serve(plain, Calls.with(), Requests.saying("hi")).first("x-vsr-replay-id")).isNull();
  }
}
