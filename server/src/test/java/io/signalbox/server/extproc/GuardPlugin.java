package io.signalbox.server.extproc;

import io.signalbox.catalog.PluginPart;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Plugin;
import io.signalbox.plugin.Routed;
import io.signalbox.plugin.Stage;
import java.util.Optional;

/** Refuses every call of the decision that it stands in. */
final class GuardPlugin implements Plugin {
  /** Nothing is configured. */
  record Config() {}

  static final PluginPart<Config> PART =
      new PluginPart<>(
          "guard", Config.class, (config, setting, findings) -> Optional.of(new GuardPlugin()));

  @Override
  public Stage stage() {
    return Stage.GUARD;
  }

  @Override
  public ChatReply around(Routed routed, ChatRequest request, Next next) {
    throw new RouterException(Fault.BAD_REQUEST, "guarded");
  }
}
