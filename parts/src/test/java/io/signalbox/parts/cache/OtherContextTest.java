package io.signalbox.parts.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.catalog.AnswerSource;
import io.signalbox.catalog.Ports;
import io.signalbox.chat.Calls;
import io.signalbox.chat.Replies;
import io.signalbox.chat.RouterException;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.SignalEncoder;
import io.signalbox.parts.AnswerMaps;
import io.signalbox.parts.StandardParts;
import io.signalbox.parts.cache.Dialect.Turn;
import io.signalbox.parts.meaning.WordEmbedder;
import io.signalbox.store.CacheStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whole routers over one store, set up as carelessly as can be: every question counts for every
 * other one. Whoever asks in a context of their own gets nothing all the same.
 */
@SuppressWarnings("EnumOrdinal") // A dialect is drawn by its place.
final class OtherContextTest {
  private static final long SEED = 23;
  private static final int CONTEXTS = 500;
  private static final int LOOK_UPS = 100_000;
  private static final int CONTROLS = 2_000;
  private static final String ANSWER =
      "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{"
          + "\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hold it.\"},"
          + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}";

  /** In what one context differs from those that are stored. */
  private enum Other {
    TENANT,
    TEAM,
    USER,
    NOBODY,
    SYSTEM,
    MODEL,
    TOOLS,
    EARLIER_TURN,
    ALTERED_TURN,
    TEMPERATURE,
    FORMAT,
    METADATA,
    SEED
  }

  /** Around a question. */
  private record Context(Dialect dialect, List<Turn> turns, Map<String, Object> body, String user) {
    /** The same, with another question or the same one. */
    Context asking(RandomTalk talk) {
      if (talk.random.nextBoolean()) {
        return this;
      }
      var other = new ArrayList<>(turns.subList(0, turns.size() - 1));
      var texts = new ArrayList<>(turns.getLast().texts());
      texts.set(texts.size() - 1, talk.freshText());
      other.add(new Turn(turns.getLast().role(), texts));
      var changed = dialect.body(other, talk.random);
      for (var setting : List.of("temperature", "top_p", dialect.cap())) {
        if (body.containsKey(setting)) {
          changed.put(setting, member(body, setting));
        }
      }
      return new Context(dialect, turns, changed, user);
    }
  }

  private final Random random = new Random(SEED);
  private final RandomTalk talk = new RandomTalk(random);
  private final CacheStore store = new AnswerMaps();
  private final Router router = router("m");
  private final Router routerOfAnotherModel = router("n");
  private final List<Context> stored = new ArrayList<>();

  private Router router(String model) {
    var yaml =
        """
        version: v0.3
        providers:
          models: [{name: %1$s, api_format: openai, backend_refs: [{endpoint: "h:1"}]}]
        routing:
          modelCards: [{name: %1$s}]
          decisions:
          - name: all
            modelRefs: [{model: %1$s}]
            plugins:
            - type: response_cache
              configuration:
                verify: off
                similarity_threshold: 0
                request_controls: {enabled: true, allowed: [ttl]}
        global: {services: {authz: {identity: {user_id_header: x-authz-user-id}}}}
        """
            .formatted(model)
            .replace("verify: off", "verify: \"off\"");
    var compiled =
        new RecipeCompiler(StandardParts.catalog(), ports(), RouterEvents.NONE, false)
            .compile(ConfigLoader.load("c.yaml", yaml, Map.of(), false));
    return new Router(
        Objects.requireNonNull(compiled.recipes(), compiled.problems()::toString),
        RouterEvents.NONE);
  }

  private Ports ports() {
    var embedder = new WordEmbedder();
    return new Ports() {
      @Override
      public SignalEncoder encoder() {
        throw new AssertionError("a model was loaded");
      }

      @Override
      public Optional<Embedder> embedder() {
        return Optional.of(embedder);
      }

      @Override
      public CacheStore answers(AnswerSource source) {
        return store;
      }
    };
  }

  @BeforeEach
  void store() {
    while (stored.size() < CONTEXTS) {
      var turns = talk.turns();
      var dialect = Dialect.values()[random.nextInt(3)];
      var body = dialect.body(turns, random);
      talk.settle(dialect, body, random.nextInt(3) - 1, random.nextInt(3) - 1);
      body.put(dialect.cap(), Tree.raw("500"));
      var context = new Context(dialect, turns, body, "u" + random.nextInt(20));
      if (hit(router, context, "3600") != null && Boolean.TRUE.equals(hit(router, context, "0"))) {
        stored.add(context);
      }
    }
  }

  @Test
  @Timeout(240)
  void inAnotherContextNothingIsFound() {
    var asked = new EnumMap<Other, Integer>(Other.class);
    int count = 0;
    while (count < LOOK_UPS) {
      var base = stored.get(random.nextInt(stored.size())).asking(talk);
      var other = Other.values()[random.nextInt(Other.values().length)];
      var changed = changed(base, other);
      var hit =
          changed == null
              ? null
              : hit(other == Other.MODEL ? routerOfAnotherModel : router, changed, "0");
      if (hit != null) {
        count++;
        asked.merge(other, 1, Integer::sum);
        assertThat(hit).as("%s: %s instead of %s", other, changed, base).isFalse();
      }
    }
    for (var other : Other.values()) {
      assertThat(asked.getOrDefault(other, 0)).as(other.name()).isGreaterThan(LOOK_UPS / 30);
    }
  }

  @Test
  void inItsOwnContextEveryQuestionFindsSomething() {
    for (int i = 0; i < CONTROLS; i++) {
      var own = stored.get(random.nextInt(stored.size())).asking(talk);
      var hit = hit(router, own, "0");
      assertThat(hit).as("%s", own).isNotEqualTo(false);
    }
  }

  private @Nullable Context changed(Context base, Other other) {
    var dialect = base.dialect();
    var body = Tree.copy(base.body());
    var fresh = talk.freshText();
    switch (other) {
      case TENANT, TEAM, USER, NOBODY, MODEL -> {
        return other == Other.MODEL
            ? base
            : new Context(dialect, base.turns(), body, who(other, base.user()));
      }
      case SYSTEM -> system(dialect, body, fresh);
      case TOOLS -> body.put("tools", Tree.list(dialect.tool("t", talk.schema())));
      case EARLIER_TURN -> {
        if (!(body.get(dialect.turns()) instanceof List<?>)) {
          return null;
        }
        Tree.items(member(body, dialect.turns()))
            .addFirst(Tree.object("role", "user", "content", fresh));
      }
      case ALTERED_TURN -> {
        if (!(body.get(dialect.turns()) instanceof List<?> turns) || turns.size() < 2) {
          return null;
        }
        Tree.map(turns.getFirst()).put("content", fresh);
      }
      case TEMPERATURE -> body.put("temperature", Tree.raw("0.25"));
      case FORMAT -> dialect.form(body, talk.schema());
      case METADATA -> body.put("metadata", Tree.object("user_id", fresh));
      case SEED -> body.put("seed", Tree.raw("7"));
    }
    return new Context(dialect, base.turns(), body, base.user());
  }

  private static Object member(Map<String, Object> body, String key) {
    return Objects.requireNonNull(body.get(key), key);
  }

  private static String who(Other other, String user) {
    return switch (other) {
      case NOBODY -> "";
      case USER -> user + "0000";
      case TEAM -> "team " + user;
      default -> "tenant " + user;
    };
  }

  private static void system(Dialect dialect, Map<String, Object> body, String text) {
    switch (dialect) {
      case CHAT ->
          Tree.items(member(body, "messages"))
              .addFirst(Tree.object("role", "system", "content", text));
      case ANTHROPIC -> body.put("system", text);
      case RESPONSES -> body.put("instructions", text);
    }
  }

  /** Whether an answer was found; null where the request cannot be asked. */
  private @Nullable Boolean hit(Router asked, Context context, String ttl) {
    try {
      var request =
          context
              .dialect()
              .protocol
              .decode(Tree.written(context.body(), random).getBytes(StandardCharsets.UTF_8));
      var words = context.user().split(" ", -1);
      var header = words.length == 1 ? "user" : words[0];
      var call =
          words[0].isEmpty()
              ? Calls.with("x-vsr-cache-control", "ttl=" + ttl)
              : Calls.with(
                  "x-vsr-cache-control",
                  "ttl=" + ttl,
                  "x-authz-" + header + "-id",
                  words[words.length - 1]);
      var reply = asked.serve(call, request, (routed, sent) -> Replies.plain(200, ANSWER));
      try (var body = reply.body()) {
        Replies.text(body);
      }
      return "true".equals(Replies.edited(reply).first("x-vsr-cache-hit"));
    } catch (RouterException refused) {
      return null;
    }
  }
}
