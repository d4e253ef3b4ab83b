package io.signalbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.PluginPart;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.ReplyBody;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.e2e.EnvoyMatrix.Pair;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.parts.StandardParts;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Plugin;
import io.signalbox.plugin.Routed;
import io.signalbox.plugin.Stage;
import io.signalbox.server.door.Budget;
import io.signalbox.server.door.DoorLimits;
import io.signalbox.server.extproc.ExtProcBind;
import io.signalbox.server.extproc.ExtProcServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A plugin that looks at the whole reply before it says anything, and a router that blocks what it
 * does not see, behind a real Envoy.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
final class EnvoyPluginIT {
  private static final String ASKED =
      "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"the derivative\"}]}";
  private static final String ANSWERED = "{\"said\":\"" + "word ".repeat(40_000) + "\"}";
  private static final int MOST_HELD = 400_000;
  private static final Pair CUT = Pair.of("BUFFERED_PARTIAL", "NONE").withBuffer(1 << 20);

  private WireBackend backend;
  private ExtProcServer router;
  private EnvoyMatrix envoy;

  @SuppressWarnings("NullAway.Init") // set before all
  EnvoyPluginIT() {}

  /** Tells the length of the reply in a header, and shouts. */
  private static final class Shout implements Plugin {
    /** Nothing is configured. */
    record Config() {}

    static final PluginPart<Config> PART =
        new PluginPart<>(
            "shout", Config.class, (config, setting, findings) -> Optional.of(new Shout()));

    @Override
    public Stage stage() {
      return Stage.SHAPE;
    }

    @Override
    public ChatReply around(Routed routed, ChatRequest request, Next next) {
      var reply = next.proceed(request);
      var whole = new ByteArrayOutputStream();
      for (var chunk = reply.body().next(); chunk != null; chunk = reply.body().next()) {
        whole.writeBytes(chunk);
      }
      var loud = whole.toString(StandardCharsets.UTF_8).toUpperCase(Locale.ROOT);
      return reply
          .withEdits(HeaderEdits.NONE.overwrite("x-length", Integer.toString(loud.length())))
          .withBody(ReplyBody.of(loud.getBytes(StandardCharsets.UTF_8)));
    }
  }

  static Stream<Pair> pairs() {
    return Stream.of("BUFFERED", EnvoyMatrix.DUPLEX)
        .flatMap(request ->
            Stream.of("BUFFERED", "STREAMED", EnvoyMatrix.DUPLEX)
                .map(reply -> Pair.of(request, reply)));
  }

  static Stream<Pair> pairsThatHold() {
    return pairs().filter(pair -> !pair.response().equals("STREAMED"));
  }

  static Stream<Pair> pairsThatHide() {
    return Stream.concat(
        Stream.of(CUT), EnvoyMatrix.MODES.stream().map(response -> Pair.of("NONE", response)));
  }

  @BeforeAll
  void open() throws IOException {
    Parts.envoy();
    backend = WireBackend.start();
    var standard = StandardParts.catalog();
    var plugins = new ArrayList<>(standard.plugins());
    plugins.add(Shout.PART);
    var catalog =
        new Catalog(standard.signals(), standard.selectors(), plugins, standard.protocols());
    var config =
        Resources.text("matrix.yaml")
            .replace("@BACKEND@", Integer.toString(backend.port()))
            .replace("limits: {", "limits: {max_reply_bytes: %d, ".formatted(MOST_HELD))
            .replace("global:\n", "global:\n  router: {unseen_prompt: block}\n")
            .replace(
                "lora_name: math-expert}]",
                "lora_name: math-expert}]\n      plugins: [{type: shout, configuration: {}}]");
    var loaded = ConfigLoader.load("matrix.yaml", config, Map.of(), false);
    var compiled =
        new RecipeCompiler(
                catalog,
                () -> {
                  throw new IllegalStateException("no model is needed");
                },
                RouterEvents.NONE,
                false)
            .compile(loaded);
    var recipes = Objects.requireNonNull(compiled.recipes(), () -> compiled.problems().toString());
    router =
        ExtProcServer.start(
            ExtProcBind.on(0),
            new Router(recipes, RouterEvents.NONE),
            catalog,
            RouterEvents.NONE,
            DoorLimits.STANDARD,
            new Budget(4096, 256 << 20));
    envoy =
        EnvoyMatrix.start(
            Stream.concat(pairs(), pairsThatHide()).toList(), router.port(), backend.port());
  }

  @AfterAll
  @SuppressWarnings("NullAway") // a part that is missing ends open() early
  void close() {
    if (envoy != null) {
      envoy.close();
    }
    if (router != null) {
      router.close();
    }
    if (backend != null) {
      backend.close();
    }
  }

  /** In STREAMED the headers have left before any of the body is shown. */
  @ParameterizedTest
  @MethodSource("pairs")
  void wholeReplyIsSeenBeforeItsHeadersLeave(Pair pair) throws Exception {
    var bytes = ANSWERED.getBytes(StandardCharsets.UTF_8);
    backend.answers(out -> answer(out, bytes));
    try (var client = new WireClient(envoy.port(pair))) {
      client.post(ASKED);
      var reply = client.reply();

      assertThat(reply.head().status()).isEqualTo(200);
      assertThat(reply.text()).isEqualTo(ANSWERED.toUpperCase(Locale.ROOT));
      if (!pair.response().equals("STREAMED")) {
        assertThat(reply.head().headers())
            .containsEntry("x-length", Integer.toString(bytes.length));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairsThatHold")
  void replyThatIsTooLargeToBeHeldDoesNotPass(Pair pair) throws Exception {
    var bytes = ANSWERED.repeat(3).getBytes(StandardCharsets.UTF_8);
    backend.answers(out -> answer(out, bytes));
    try (var client = new WireClient(envoy.port(pair))) {
      client.post(ASKED);
      var reply = client.reply();

      assertThat(reply.head().status()).isEqualTo(502);
      assertThat(Client.json(reply.text()).get("error").get("message").stringValue())
          .contains("expected: at most " + MOST_HELD + " bytes");
    }
  }

  @ParameterizedTest
  @MethodSource("pairsThatHide")
  void promptThatIsNotShownIsBlocked(Pair pair) throws Exception {
    backend.answers(out -> answer(out, "{}".getBytes(StandardCharsets.UTF_8)));
    try (var client = new WireClient(envoy.port(pair))) {
      client.post(ASKED.replace("derivative", "x ".repeat(pair.equals(CUT) ? 1_500_000 : 1)));
      var reply = client.reply();

      assertThat(reply.head().status()).isEqualTo(pair.equals(CUT) ? 413 : 403);
      assertThat(Client.json(reply.text()).get("error").get("message").stringValue())
          .contains("request_body_mode " + pair.request());
      assertThat(backend.arrivalNow()).isNull();
    }
  }

  private static void answer(OutputStream out, byte[] body) throws IOException {
    Wire.write(
        out,
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
            + body.length
            + "\r\n\r\n");
    out.write(body);
    out.flush();
  }
}
