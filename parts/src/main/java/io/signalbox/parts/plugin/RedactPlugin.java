package io.signalbox.parts.plugin;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.PluginPart;
import io.signalbox.catalog.Setting;
import io.signalbox.chat.BodyText.Voice;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.Range;
import io.signalbox.parts.redact.Finder;
import io.signalbox.parts.redact.Redaction;
import io.signalbox.parts.redact.RestoredReply;
import io.signalbox.plugin.Deed;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Plugin;
import io.signalbox.plugin.Routed;
import io.signalbox.plugin.Stage;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Replaces personal data by placeholders before a model sees it, and puts it back into the answer.
 * What stands for what is known to this call alone. When not every word could be looked at, nothing
 * is sent.
 *
 * @param finder finds personal data
 * @param wanted what is replaced
 * @param stage where it stands: what is outside sees values, what is inside placeholders
 */
public record RedactPlugin(Finder finder, Redaction.Wanted wanted, Stage stage) implements Plugin {
  public static final PluginPart<Config> PART =
      new PluginPart<>("redact", Config.class, RedactPlugin::of);

  /** Whose words are searched. */
  public enum Words {
    SYSTEM(Voice.SYSTEM),
    USER(Voice.USER),
    ASSISTANT(Voice.ASSISTANT),
    TOOL(Voice.TOOL),
    /** What the request says of itself. */
    FIELDS(Voice.FIELD),
    /** Descriptions of tools and of the form of the answer. */
    DEFINITIONS(Voice.OFFER);

    private final Voice voice;

    Words(Voice voice) {
      this.voice = voice;
    }
  }

  /** What records of calls hold. */
  public enum Records {
    /** What the model sees and says. */
    REDACTED,
    /** What the client sends and gets. */
    ORIGINAL
  }

  /** The plugin's {@code configuration}. */
  public record Config(
      @Doc("Types that are replaced; all when empty.") @Default("[]") List<String> piiTypes,
      @Doc("Types that are left as they are.") @Default("[]") List<String> piiTypesAllowed,
      @Doc("How sure the detection must be.") @Default("0.5") @Range(min = 0, max = 1)
          double threshold,
      @Doc("Whether values are put back into the answer.") @Default("true") boolean restore,
      @Doc(
              "Whose words are searched: system, user, assistant, tool (results of tools), fields"
                  + " (metadata and the like), definitions (descriptions of tools); all but the"
                  + " last when empty. What is found is replaced everywhere.")
          @Default("[]")
          List<Words> roles,
      @Doc("What records of calls hold: redacted, or original.") @Default("redacted")
          Records records) {}

  private static Optional<Plugin> of(Config config, Setting setting, Findings findings) {
    var voices = EnumSet.noneOf(Voice.class);
    if (config.roles().isEmpty()) {
      voices.addAll(EnumSet.complementOf(EnumSet.of(Voice.OFFER)));
    }
    config.roles().forEach(role -> voices.add(role.voice));
    var wanted =
        new Redaction.Wanted(voices, config.threshold(), types(config), config.restore());
    return Optional.of(
        new RedactPlugin(
            finder(setting),
            wanted,
            switch (config.records()) {
              case REDACTED -> Stage.REDACT;
              case ORIGINAL -> Stage.GUARD;
            }));
  }

  private static Finder finder(Setting setting) {
    var encoder = setting.ports().encoder();
    return (text, deadline) -> {
      var insight = encoder.read(text, deadline);
      return new Finder.Found(insight.entities(), insight.coverage());
    };
  }

  private static Predicate<String> types(Config config) {
    var wanted = named(config.piiTypes());
    var allowed = named(config.piiTypesAllowed());
    return type -> {
      var name = type.toUpperCase(Locale.ROOT);
      return (wanted.isEmpty() || wanted.contains(name)) && !allowed.contains(name);
    };
  }

  private static TreeSet<String> named(List<String> types) {
    var names = new TreeSet<String>();
    types.forEach(type -> names.add(type.strip().toUpperCase(Locale.ROOT)));
    return names;
  }

  /**
   * Redacts and restores.
   *
   * @throws RouterException {@code BLOCKED} when not every word of the request was looked at; what
   *     the finder throws
   */
  @Override
  public ChatReply around(Routed routed, ChatRequest request, Next next) {
    var body = request.source().protocol().texts(request);
    if (body == null) {
      throw new RouterException(
          Fault.BLOCKED, "the request is of a kind that cannot be searched for what must be redacted");
    }
    var redacted = Redaction.of(request, body, finder, wanted, routed.call().deadline());
    redacted
        .counts()
        .forEach((type, count) -> {
          for (int i = 0; i < count; i++) {
            next.did(Deed.REDACTED, type);
          }
        });
    var reply = next.proceed(redacted.request());
    return wanted.restored() && !redacted.values().isEmpty()
        ? RestoredReply.of(reply, redacted.values())
        : reply;
  }
}
