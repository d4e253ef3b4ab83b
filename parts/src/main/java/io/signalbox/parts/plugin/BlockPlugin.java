package io.signalbox.parts.plugin;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.PluginPart;
import io.signalbox.catalog.Setting;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.RouterException;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.NotBlank;
import io.signalbox.config.Range;
import io.signalbox.plugin.Deed;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Plugin;
import io.signalbox.plugin.Routed;
import io.signalbox.plugin.Stage;
import io.signalbox.signal.Fact;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Refuses the call with an error in the client's protocol. It tells the class of the reason, the
 * types of the signals that guard and hold, and nothing of what was said.
 *
 * @param message what the client is told
 * @param status HTTP status, 400 to 599
 * @param guards whether signals of a type guard
 */
public record BlockPlugin(String message, int status, Predicate<String> guards) implements Plugin {
  public static final PluginPart<Config> PART =
      new PluginPart<>("block", Config.class, BlockPlugin::of);

  /** The response header that tells the classes of the reason. */
  static final String REASON = "x-signalbox-blocked";

  /** The class of a reason that no signal which guards has a part in. */
  static final String POLICY = "policy";

  /** The plugin's {@code configuration}. */
  public record Config(
      @Doc("What the client is told.") @Default("The request was refused by policy.") @NotBlank
          String message,
      @Doc("HTTP status of the error.") @Default("403") @Range(min = 400, max = 599) int status) {}

  private static Optional<Plugin> of(Config config, Setting setting, Findings findings) {
    return Optional.of(
        new BlockPlugin(config.message(), config.status(), setting.guards()::contains));
  }

  @Override
  public Stage stage() {
    return Stage.ADMIT;
  }

  /**
   * Refuses.
   *
   * @throws RouterException {@code BLOCKED}, always
   */
  @Override
  public ChatReply around(Routed routed, ChatRequest request, Next next) {
    var reasons = reasons(routed);
    reasons.forEach(reason -> next.did(Deed.BLOCKED, reason));
    var told = HeaderEdits.NONE.overwrite(REASON, String.join(",", reasons));
    throw new RouterException(Fault.BLOCKED, message, told, status);
  }

  private List<String> reasons(Routed routed) {
    var reasons = new TreeSet<String>();
    routed
        .readings()
        .facts()
        .forEach((name, fact) -> {
          if (fact instanceof Fact.Holds && guards.test(name.type())) {
            reasons.add(name.type());
          }
        });
    return reasons.isEmpty() ? List.of(POLICY) : List.copyOf(reasons);
  }
}
