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
import io.signalbox.config.tree.Suggestions;
import io.signalbox.parts.pii.PiiDetection;
import io.signalbox.parts.pii.PiiDetector;
import io.signalbox.parts.pii.PiiType;
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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
      @Doc("Types that are replaced; every type when empty.") @Default("[]") List<String> piiTypes,
      @Doc("Types that are left as they are.") @Default("[]") List<String> piiTypesAllowed,
      @Doc(
              "Least score of what is replaced;"
                  + " global.model_catalog.modules.classifier.pii.threshold when left out.")
          @Range(min = 0, max = 1)
          @Nullable Double threshold,
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
    var types = types(config, findings);
    var byDefault = setting.global().modelCatalog().modules().classifier().pii().threshold();
    var wanted =
        new Redaction.Wanted(
            voices,
            config.threshold() == null ? byDefault : config.threshold(),
            name -> PiiType.named(name).filter(types::contains).isPresent(),
            config.restore());
    return Optional.of(
        new RedactPlugin(
            finder(types, setting),
            wanted,
            switch (config.records()) {
              case REDACTED -> Stage.REDACT;
              case ORIGINAL -> Stage.GUARD;
            }));
  }

  /** Rules alone where they can tell all that is asked, else the model with them. */
  private static Finder finder(Set<PiiType> types, Setting setting) {
    var detector = new PiiDetector();
    if (types.stream().allMatch(PiiDetector::exact)) {
      return (text, deadline) -> found(detector.detect(text));
    }
    var encoder = setting.ports().encoder();
    return (text, deadline) -> found(detector.detect(text, encoder, deadline));
  }

  private static Finder.Found found(PiiDetection detection) {
    return new Finder.Found(detection.entities(), detection.coverage());
  }

  private static Set<PiiType> types(Config config, Findings findings) {
    var wanted = named(config, "piiTypes", config.piiTypes(), findings);
    var types = config.piiTypes().isEmpty() ? EnumSet.allOf(PiiType.class) : wanted;
    types.removeAll(named(config, "piiTypesAllowed", config.piiTypesAllowed(), findings));
    if (types.isEmpty()) {
      findings.refuse(config, "piiTypesAllowed", "every type", "at least one type left to replace");
    }
    return types;
  }

  private static EnumSet<PiiType> named(
      Config config, String component, List<String> names, Findings findings) {
    var types = EnumSet.noneOf(PiiType.class);
    for (int i = 0; i < names.size(); i++) {
      var name = names.get(i);
      var type = PiiType.named(name);
      if (type.isPresent()) {
        types.add(type.get());
      } else {
        findings.refuse(
            config,
            "%s[%d]".formatted(component, i),
            name,
            Suggestions.nearest(name, PiiType.names())
                .map(near -> "a type of personal data; did you mean " + near + "?")
                .orElse("a type of personal data"));
      }
    }
    return types;
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
          Fault.BLOCKED,
          "the request is of a kind that cannot be searched for what must be redacted");
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
