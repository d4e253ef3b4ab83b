package io.signalbox.bench;

import io.signalbox.backends.cache.CacheStores;
import io.signalbox.backends.onnx.InferencePool;
import io.signalbox.backends.onnx.MiniLmEmbedder;
import io.signalbox.backends.onnx.MiniLmEncoder;
import io.signalbox.backends.onnx.PairModel;
import io.signalbox.backends.onnx.WordPiece;
import io.signalbox.catalog.AnswerSource;
import io.signalbox.catalog.Ports;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Header;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.ReplyBody;
import io.signalbox.config.ResponseCacheConfig.Verify;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.PairJudge;
import io.signalbox.infer.SignalEncoder;
import io.signalbox.parts.StandardParts;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.store.CacheStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Routers with the plugin, in memory, with the models that ship and a backend that always says the
 * same. What a model said of a text or a pair is remembered, so that further routers cost little.
 */
final class QualityRig implements Ports, AutoCloseable {
  private static final byte[] ANSWER =
      """
      {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,
      "message":{"role":"assistant","content":"As you wish."},"finish_reason":"stop"}],
      "usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}\
      """
          .getBytes(StandardCharsets.UTF_8);
  private static final int MOST_BYTES = 1 << 20;

  private final InferencePool pool = new InferencePool();
  private final MiniLmEncoder encoder = new MiniLmEncoder(WordPiece.bundled());
  private final Embedder embedder = new Remembered(new MiniLmEmbedder(encoder, pool));
  private final PairModel pairs = new PairModel(WordPiece.bundled(), pool);
  private final Map<List<String>, Double> chances = new HashMap<>();

  private record Remembered(Embedder source, Map<String, float[]> vectors) implements Embedder {
    Remembered(Embedder source) {
      this(source, new HashMap<>());
    }

    @Override
    public float[] embed(String text, Deadline deadline) {
      return vectors.computeIfAbsent(text, any -> source.embed(text, soon())).clone();
    }

    @Override
    public int dimensions() {
      return source.dimensions();
    }

    @Override
    public String model() {
      return source.model();
    }
  }

  /** A router whose one decision keeps answers. */
  Router router(Verify verify, String gate) {
    var threshold = gate.equals("default") ? "" : ", similarity_threshold: " + gate;
    var yaml =
        """
        version: v0.3
        providers:
          models: [{name: m, api_format: openai, backend_refs: [{endpoint: "h:1"}]}]
        routing:
          modelCards: [{name: m}]
          decisions:
          - name: all
            modelRefs: [{model: m}]
            plugins:
            - {type: response_cache, configuration: {verify: "%s"%s}}
        global: {stores: {response_cache: {max_entries: 1000000}}}
        """
            .formatted(verify.name().toLowerCase(Locale.ROOT), threshold);
    var loaded = ConfigLoader.load("cache-quality.yaml", yaml, Map.of(), false);
    var compiled =
        new RecipeCompiler(StandardParts.catalog(), this, RouterEvents.NONE, false).compile(loaded);
    return new Router(
        Objects.requireNonNull(compiled.recipes(), compiled.problems()::toString),
        RouterEvents.NONE);
  }

  /** Whether a question gets the answer to another one, in a partition that nobody has used. */
  boolean hits(Router router, String partition, String stored, String asked) {
    // Read ahead, since a look-up that is late is none: this measures right and wrong, not time.
    embedder.embed(stored, soon());
    embedder.embed(asked, soon());
    pairs().same(stored, asked, soon());
    ask(router, partition, stored);
    return ask(router, partition, asked);
  }

  private static boolean ask(Router router, String partition, String question) {
    var messages =
        List.of(
            Map.of("role", "system", "content", partition),
            Map.of("role", "user", "content", question));
    var body = JsonMapper.shared().writeValueAsBytes(Map.of("model", "auto", "messages", messages));
    var call = new Call("quality", Headers.NONE, soon());
    var request = new OpenAiChatProtocol().decode(body);
    var reply = router.serve(call, request, (routed, sent) -> answer());
    reply.body().readAll(MOST_BYTES);
    return "true".equals(Headers.NONE.with(reply.edits()).first("x-vsr-cache-hit"));
  }

  private static ChatReply answer() {
    var json = new Headers(List.of(new Header("content-type", "application/json")));
    return new ChatReply(200, json, HeaderEdits.NONE, ReplyBody.of(ANSWER));
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofMinutes(1));
  }

  @Override
  public SignalEncoder encoder() {
    throw new IllegalStateException("no signal is read");
  }

  @Override
  public Optional<Embedder> embedder() {
    return Optional.of(embedder);
  }

  @Override
  public PairJudge pairs() {
    return (a, b, deadline) ->
        chances.computeIfAbsent(List.of(a, b), any -> pairs.same(a, b, soon()));
  }

  @Override
  public CacheStore answers(AnswerSource source) {
    return CacheStores.open(source);
  }

  @Override
  public void close() {
    pairs.close();
    encoder.close();
    pool.close();
  }
}
