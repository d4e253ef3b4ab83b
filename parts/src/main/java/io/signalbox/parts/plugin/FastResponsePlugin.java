package io.signalbox.parts.plugin;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.PluginPart;
import io.signalbox.catalog.Setting;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.RouterException;
import io.signalbox.config.Doc;
import io.signalbox.config.NotBlank;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Plugin;
import io.signalbox.plugin.Routed;
import io.signalbox.plugin.Stage;
import io.signalbox.translate.OwnReply;
import io.signalbox.translate.SelfAnswering;
import io.signalbox.translate.Speaking;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Answers with a text of the operator's in the model's place, in the client's protocol, as a
 * success. The usual end of a decision that blocks.
 *
 * @param message what the client is told
 * @param clock tells when
 */
public record FastResponsePlugin(String message, InstantSource clock) implements Plugin {
  public static final PluginPart<Config> PART =
      new PluginPart<>("fast_response", Config.class, FastResponsePlugin::of);

  private static final String MODEL = "router";

  /** The plugin's {@code configuration}. */
  public record Config(@Doc("The text of the answer.") @NotBlank String message) {}

  private static Optional<Plugin> of(Config config, Setting setting, Findings findings) {
    return Optional.of(new FastResponsePlugin(config.message(), InstantSource.system()));
  }

  @Override
  public Stage stage() {
    return Stage.ADMIT;
  }

  /**
   * Answers.
   *
   * @throws RouterException {@code BLOCKED} with the message where the protocol has no answers that
   *     are texts: the request goes no further in any case
   */
  @Override
  public ChatReply around(Routed routed, ChatRequest request, Next next) {
    var marks = HeaderEdits.NONE.overwrite("x-vsr-fast-response", "true");
    return switch (request.source().protocol()) {
      case Speaking speaking ->
          new OwnReply("fast", MODEL, message).to(request, speaking, clock).withEdits(marks);
      case SelfAnswering knowing -> knowing.answer(request).withEdits(marks);
      default -> throw new RouterException(Fault.BLOCKED, message);
    };
  }
}
