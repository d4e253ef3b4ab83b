package io.signalbox.parts.plugin;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.PluginPart;
import io.signalbox.catalog.Setting;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Message;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Plugin;
import io.signalbox.plugin.Routed;
import io.signalbox.plugin.Stage;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives the model an instruction of the decision's own.
 *
 * @param prompt the instruction
 * @param mode what happens to the one the client sent
 */
public record SystemPromptPlugin(String prompt, Mode mode) implements Plugin {
  public static final PluginPart<Config> PART =
      new PluginPart<>("system_prompt", Config.class, SystemPromptPlugin::of);

  /** What happens to the instruction that the client sent. */
  public enum Mode {
    /** Ours goes in front of it, with a blank line between. */
    INSERT,
    /** Ours takes its place. */
    REPLACE
  }

  /** The plugin's {@code configuration}. */
  public record Config(
      @Doc("Whether it acts; it does when there is a prompt.") @Nullable Boolean enabled,
      @Doc("The instruction.") @Default("") String systemPrompt,
      @Doc("Whether it goes in front of the client's own or takes its place.") @Default("insert")
          Mode mode) {}

  private static Optional<Plugin> of(Config config, Setting setting, Findings findings) {
    if (Boolean.FALSE.equals(config.enabled())) {
      return Optional.empty();
    }
    if (config.systemPrompt().isBlank()) {
      if (config.enabled() != null) {
        findings.refuse(config, "systemPrompt", "\"\"", "a text, since the plugin is enabled");
      }
      return Optional.empty();
    }
    return Optional.of(new SystemPromptPlugin(config.systemPrompt(), config.mode()));
  }

  @Override
  public Stage stage() {
    return Stage.ENRICH;
  }

  @Override
  public ChatReply around(Routed routed, ChatRequest request, Next next) {
    var messages = new ArrayList<>(request.messages());
    if (messages.isEmpty() || !messages.getFirst().role().instructs()) {
      messages.addFirst(Message.system(prompt));
    } else {
      var own = messages.getFirst();
      messages.set(
          0,
          switch (mode) {
            case INSERT -> own.withPrefix(prompt);
            case REPLACE -> own.withText(prompt);
          });
    }
    return next.proceed(request.withMessages(messages));
  }
}
