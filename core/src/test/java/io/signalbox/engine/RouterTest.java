package io.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.Call;
import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.FakeProtocol;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.Replies;
import io.signalbox.chat.Requests;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.UsageMeter;
import io.signalbox.engine.RecordingEvents.Event;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RouterTest {
  private final FakeParts parts = new FakeParts();
  private final RecordingEvents events = new RecordingEvents();
  private final ScriptedUpstream upstream = ScriptedUpstream.agreeable();

  private Recipes recipes(String yaml) {
    return FakeParts.recipes(parts.catalog(), FakeParts.none(), events, yaml);
  }

  private Recipes catchAll(String model, String global) {
    return recipes(
        """
        routing:
          modelCards: [{name: %s, loras: [{name: %s-adapter}]}, {name: named}]
          decisions: [{name: all, modelRefs: [{model: %s}], plugins: [%s]}]
        %s
        """
            .formatted(model, model, model, "{type: rag, configuration: {}}", global));
  }

  private String served(Router router, String model) {
    router.serve(Calls.with(), Requests.naming(model), upstream);
    return upstream.models().getLast();
  }

  @Test
  void autoNamesAreRouted() {
    var router = new Router(catchAll("m", ""), events);
    for (var name : new String[] {"auto", "vllm-sr/auto", "MoM", " auto ", "\tMoM\n"}) {
      assertThat(served(router, name)).isEqualTo("m");
    }
    assertThat(parts.log()).hasSize(10);
  }

  @Test
  void autoNamesCanBeConfigured() {
    var router =
        new Router(catchAll("m", "global: {router: {auto_model_names: [pick, choose]}}"), events);
    assertThat(served(router, "pick")).isEqualTo("m");
    assertThatThrownBy(() -> served(router, "auto")).isInstanceOf(RouterException.class);
  }

  @Test
  void aModelThatIsNamedIsPassedOnWithoutRouting() {
    var router = new Router(catchAll("m", ""), events);
    var reply = router.serve(Calls.with(), Requests.naming("named"), upstream);
    assertThat(upstream.models()).containsExactly("named");
    assertThat(parts.log()).isEmpty();
    assertThat(upstream.sent().getFirst().routed().auto()).isFalse();
    assertThat(upstream.sent().getFirst().routed().decisionName()).isEmpty();
    Replies.text(reply.body());
    assertThat(events.kinds()).containsExactly("RoutedTo", "Replied", "Finished", "ServedAs");
    assertThat(served(router, "m-adapter")).isEqualTo("m-adapter");
  }

  @Test
  void anUnknownModelIsRefusedAndTheOthersAreNamed() {
    var router = new Router(catchAll("m", ""), events);
    assertThatThrownBy(() -> served(router, "gpt-9"))
        .isInstanceOfSatisfying(
            RouterException.class, refused -> assertThat(refused.fault()).isEqualTo(Fault.NO_MODEL))
        .hasMessageContainingAll("gpt-9", "auto", "MoM", "named", "m-adapter");
    assertThatThrownBy(() -> served(router, "")).isInstanceOf(RouterException.class);
    assertThatThrownBy(() -> router.explain(Calls.with(), Requests.naming("gpt-9")))
        .isInstanceOf(RouterException.class);
    assertThat(upstream.sent()).isEmpty();
    assertThat(events.all()).isEmpty();
  }

  @Test
  void aLongOrHostileModelNameIsNotRepeatedWhole() {
    var router = new Router(catchAll("m", ""), events);
    assertThatThrownBy(() -> served(router, "x\r\n\u0000y" + "z".repeat(10_000)))
        .satisfies(refused ->
            assertThat(refused.getMessage()).hasSizeLessThan(300).doesNotContain("\n", "\r"));
  }

  @Test
  void newCallsBeginWithTheNewGeneration() {
    var router = new Router(catchAll("old", ""), events);
    assertThat(served(router, "auto")).isEqualTo("old");
    var next = catchAll("new", "");
    router.replace(next);
    assertThat(router.current()).isSameAs(next);
    assertThat(served(router, "auto")).isEqualTo("new");
    assertThatThrownBy(() -> served(router, "old")).isInstanceOf(RouterException.class);
  }

  @Test
  void aRunningCallKeepsTheGenerationItBeganWith() throws Exception {
    var router = new Router(catchAll("old", ""), events);
    var sent = new CountDownLatch(1);
    var replaced = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          threads.submit(() ->
              router.serve(
                  Calls.debugging(),
                  Requests.saying("hello"),
                  (routed, request) -> {
                    sent.countDown();
                    await(replaced);
                    return Replies.plain(200, "{}");
                  }));
      sent.await();
      router.replace(catchAll("new", ""));
      replaced.countDown();
      var headers = Replies.edited(running.get());
      assertThat(headers.first("x-vsr-selected-model")).isEqualTo("old");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anExplanationSendsNothing() {
    var router = new Router(catchAll("m", ""), events);
    assertThat(router.explain(Calls.with(), Requests.naming("auto")).model().name()).isEqualTo("m");
    assertThat(router.explain(Calls.with(), Requests.naming("named")).auto()).isFalse();
    assertThat(upstream.sent()).isEmpty();
    assertThat(events.of(Event.RoutedTo.class)).isEmpty();
  }

  /** A protocol whose requests are not routed. */
  private record Unrouted(Protocol other) implements Protocol {
    @Override
    public boolean routes() {
      return false;
    }

    @Override
    public String name() {
      return other.name();
    }

    @Override
    public String path() {
      return other.path();
    }

    @Override
    public Set<String> apiFormats() {
      return other.apiFormats();
    }

    @Override
    public ChatRequest decode(byte[] body) {
      return other.decode(body);
    }

    @Override
    public byte[] encode(ChatRequest request) {
      return other.encode(request);
    }

    @Override
    public UsageMeter meter(ChatReply reply) {
      return other.meter(reply);
    }

    @Override
    public ChatReply error(RouterException error) {
      return other.error(error);
    }
  }

  private static ChatRequest marked(String model, Protocol protocol, boolean legible) {
    var request = Requests.naming(model);
    return new ChatRequest(
        model,
        false,
        request.messages(),
        null,
        HeaderEdits.NONE,
        request.envelope(),
        new ChatRequest.Source() {
          @Override
          public Protocol protocol() {
            return protocol;
          }

          @Override
          public boolean legible() {
            return legible;
          }
        });
  }

  private Router withDefault(String defaults) {
    return withDefault(defaults, "");
  }

  private Router withDefault(String defaults, String global) {
    return new Router(
        recipes(
            """
            providers: {defaults: {%s}}
            routing:
              modelCards: [{name: m}, {name: fallback}]
              decisions: [{name: all, modelRefs: [{model: m}]}]
            global: {%s}
            """
                .formatted(defaults, global)),
        events);
  }

  @Test
  void whatIsNotRoutedGoesToTheDefaultModel() {
    var router = withDefault("default_model: fallback");
    var protocol = new Unrouted(new FakeProtocol());
    router.serve(Calls.with(), marked("auto", protocol, true), upstream);
    router.serve(Calls.with(), marked("m", protocol, true), upstream);
    assertThat(upstream.models()).containsExactly("fallback", "m");
    assertThat(upstream.sent().getFirst().routed().decisionName()).isEmpty();
    assertThat(events.of(Event.Decided.class)).isEmpty();
    assertThat(events.of(Event.Unseen.class)).isEmpty();
    var explained = router.explain(Calls.with(), marked("auto", protocol, true));
    assertThat(explained.model().name()).isEqualTo("fallback");
  }

  @Test
  void aPromptThatIsNotTextIsNotRoutedAndThatIsTold() {
    var router = withDefault("default_model: fallback");
    router.serve(Calls.with(), marked("auto", new FakeProtocol(), false), upstream);
    assertThat(upstream.models()).containsExactly("fallback");
    assertThat(events.of(Event.Unseen.class))
        .containsExactly(new Event.Unseen("the prompt is not text"));
    router.serve(Calls.with(), marked("m", new FakeProtocol(), false), upstream);
    assertThat(events.of(Event.Unseen.class)).hasSize(1);
  }

  @Test
  void aPromptThatIsNotTextDoesNotPassAGuard() {
    var router = withDefault("default_model: fallback", "router: {unseen_prompt: block}");
    assertThatThrownBy(
            () -> router.serve(Calls.with(), marked("auto", new FakeProtocol(), false), upstream))
        .hasMessageContaining("cannot be read");
    assertThat(upstream.models()).isEmpty();
  }

  @Test
  void whatIsNotRoutedIsRefusedWithoutADefaultModel() {
    var router = withDefault("");
    assertThatThrownBy(
            () -> router.serve(Calls.with(), marked("auto", new FakeProtocol(), false), upstream))
        .hasMessageContainingAll("no default model", "m, fallback");
  }

  @Test
  void everyCallHasAKeyOfItsOwn() {
    var one = Calls.with("x-request-id", "same");
    var other = Calls.with("x-request-id", "same");
    assertThat(one.id()).isEqualTo(other.id());
    assertThat(one.key()).matches("[0-9a-z]{25}").isNotEqualTo(other.key());
    assertThat(one.withDeadline(other.deadline()).key()).isEqualTo(one.key());
  }

  @Test
  void theKeyIsToldOfSuccessesWhereRecordsAreKept() {
    var on = "global: {services: {router_replay: {enabled: true}}}";
    var failing = new ScriptedUpstream(() -> Replies.plain(500, "{}"));
    for (var model : new String[] {"auto", "named"}) {
      var call = Calls.with();
      assertThat(replayId(catchAll("m", on), call, model, upstream)).isEqualTo(call.key());
      assertThat(replayId(catchAll("m", on), call, model, failing)).isNull();
      assertThat(replayId(catchAll("m", ""), call, model, upstream)).isNull();
    }
  }

  private @Nullable String replayId(Recipes recipes, Call call, String model, Upstream sending) {
    var reply = new Router(recipes, events).serve(call, Requests.naming(model), sending);
    return Headers.NONE.with(reply.edits()).first("x-vsr-replay-id");
  }

  @Test
  void whatAPluginAnswersItselfHasAnEndAsWell() {
    var router =
        new Router(
            recipes(
                """
                routing:
                  modelCards: [{name: m}]
                  decisions:
                  - name: all
                    modelRefs: [{model: m}]
                    plugins: [{type: response_cache, configuration: {note: answer}}]
                """),
            events);
    var reply = router.serve(Calls.with(), Requests.naming("auto"), upstream);
    assertThat(events.of(Event.ServedAs.class)).isEmpty();
    Replies.text(reply.body());
    reply.body().close();
    assertThat(events.of(Event.ServedAs.class))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.served().status()).isEqualTo(reply.status());
          assertThat(event.served().complete()).isTrue();
        });
    assertThat(upstream.sent()).isEmpty();
  }

  @Test
  void anUpstreamCanBeWrapped() {
    var router =
        new Router(
            catchAll("m", ""),
            events,
            inner ->
                (routed, request) ->
                    inner.send(
                        routed, request.withHeaders(HeaderEdits.NONE.overwrite("x-wrapped", "1"))));
    router.serve(Calls.with(), Requests.naming("auto"), upstream);
    assertThat(upstream.sent().getFirst().request().headers().touches("x-wrapped")).isTrue();
  }
}
