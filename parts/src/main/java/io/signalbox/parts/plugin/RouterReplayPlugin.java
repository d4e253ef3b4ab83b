package io.signalbox.parts.plugin;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.PluginPart;
import io.signalbox.catalog.Setting;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.ReplyBody;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.GlobalConfig;
import io.signalbox.config.Range;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Plugin;
import io.signalbox.plugin.Routed;
import io.signalbox.plugin.Stage;
import io.signalbox.store.BodyTape;
import io.signalbox.store.CallRecorder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what is kept of a decision's calls. It stands outermost: what it keeps is what the client
 * sent and what it got. Bodies are kept only where somebody asked for them.
 *
 * @param recorder what keeps it
 * @param on whether a record is kept at all
 * @param prompts most bytes of a request's body, or null to keep none of it
 * @param answers most bytes of an answer's body, or null to keep none of it
 */
public record RouterReplayPlugin(
    CallRecorder recorder, boolean on, @Nullable Integer prompts, @Nullable Integer answers)
    implements Plugin {
  private static final String REPLAY_ID = "x-vsr-replay-id";

  public static final PluginPart<Config> PART =
      new PluginPart<>(
          "router_replay", Config.class, RouterReplayPlugin::of, RouterReplayPlugin::everywhere);

  /** The plugin's {@code configuration}. */
  public record Config(
      @Doc("Whether a record is kept of the decision's calls.") @Default("true") boolean enabled,
      @Doc("Whether the prompt is kept; as global.services.router_replay says when absent.")
          @Nullable Boolean captureRequestBody,
      @Doc("Whether the answer is kept; as global.services.router_replay says when absent.")
          @Nullable Boolean captureResponseBody,
      @Doc("Most bytes kept of a body; as global.services.router_replay says when absent.")
          @Range(min = 0, max = 16_777_216)
          @Nullable Integer maxBodyBytes,
      @Doc("Has no effect: all decisions share one store.") @Nullable Integer maxRecords,
      @Doc("Has no effect: tools are kept as part of the bodies.")
          @Nullable Integer maxToolTraceBytes,
      @Doc("Has no effect: tools are kept as part of the bodies.")
          @Nullable Integer maxToolTraceSteps) {}

  private static boolean everywhere(GlobalConfig global) {
    var replay = global.services().routerReplay();
    return replay.enabled() && (replay.captureRequestBody() || replay.captureResponseBody());
  }

  private static Optional<Plugin> of(Config config, Setting setting, Findings findings) {
    idle(config, "maxRecords", config.maxRecords(), "global.services.router_replay", findings);
    idle(config, "maxToolTraceBytes", config.maxToolTraceBytes(), "max_body_bytes", findings);
    idle(config, "maxToolTraceSteps", config.maxToolTraceSteps(), "max_body_bytes", findings);
    var global = setting.global().services().routerReplay();
    int most = or(config.maxBodyBytes(), global.maxBodyBytes());
    boolean prompts = or(config.captureRequestBody(), global.captureRequestBody());
    boolean answers = or(config.captureResponseBody(), global.captureResponseBody());
    return Optional.of(
        new RouterReplayPlugin(
            setting.ports().recorder(),
            config.enabled(),
            prompts ? most : null,
            answers ? most : null));
  }

  private static void idle(
      Config config, String component, @Nullable Integer value, String instead, Findings findings) {
    if (value != null) {
      findings.warn(config, component, value.toString(), "no effect; see " + instead);
    }
  }

  private static <T> T or(@Nullable T own, T global) {
    return own == null ? global : own;
  }

  @Override
  public Stage stage() {
    return Stage.RECORD;
  }

  @Override
  public ChatReply around(Routed routed, ChatRequest request, Next next) {
    var key = routed.call().key();
    if (!on) {
      recorder.skip(key);
      return next.proceed(request).withEdits(HeaderEdits.NONE.remove(REPLAY_ID));
    }
    recorder.keep(key);
    if (prompts != null) {
      var tape = new BodyTape(prompts);
      tape.take(request.encode());
      recorder.request(key, tape.body());
    }
    var reply = next.proceed(request);
    var told =
        reply.success() ? reply.withEdits(HeaderEdits.NONE.overwrite(REPLAY_ID, key)) : reply;
    return answers == null
        ? told
        : told.withBody(new TapedBody(told.body(), new BodyTape(answers), recorder, key));
  }

  /** Passes a body on untouched and keeps its beginning, once it has ended or nobody wants more. */
  private static final class TapedBody implements ReplyBody {
    private final ReplyBody body;
    private final BodyTape tape;
    private final CallRecorder recorder;
    private final String key;
    private boolean kept;

    TapedBody(ReplyBody body, BodyTape tape, CallRecorder recorder, String key) {
      this.body = body;
      this.tape = tape;
      this.recorder = recorder;
      this.key = key;
    }

    @Override
    public byte @Nullable [] next() {
      var chunk = body.next();
      if (chunk == null) {
        keep();
      } else {
        tape.take(chunk);
      }
      return chunk;
    }

    @Override
    public boolean readableBeforeHead() {
      return body.readableBeforeHead();
    }

    @Override
    public void close() {
      try {
        body.close();
      } finally {
        keep();
      }
    }

    private void keep() {
      if (!kept) {
        kept = true;
        recorder.response(key, tape.body());
      }
    }
  }
}
