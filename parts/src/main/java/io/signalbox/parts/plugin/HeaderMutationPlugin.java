package io.signalbox.parts.plugin;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.PluginPart;
import io.signalbox.catalog.Setting;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.HeaderEdit;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Plugin;
import io.signalbox.plugin.Routed;
import io.signalbox.plugin.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Changes headers of the request sent upstream.
 *
 * @param edits removals first, then overwrites, then additions
 */
public record HeaderMutationPlugin(HeaderEdits edits) implements Plugin {
  public static final PluginPart<Config> PART =
      new PluginPart<>("header_mutation", Config.class, HeaderMutationPlugin::of);

  /** A field name of RFC 9110, section 5.1. */
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** Fields that frame the message or name its target; changing them breaks the exchange. */
  private static final Set<String> FRAMING =
      Set.of(
          "connection",
          "content-length",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** A header and its value. */
  public record Field(
      @Doc("The header's name.") String name, @Doc("Its value.") @Default("") String value) {}

  /** The plugin's {@code configuration}. */
  public record Config(
      @Doc("Headers to add beside those of the same name.") @Default("[]") List<Field> add,
      @Doc("Headers to set in place of those of the same name.") @Default("[]") List<Field> update,
      @Doc("Names of headers to remove.") @Default("[]") List<String> delete) {}

  private static Optional<Plugin> of(Config config, Setting setting, Findings findings) {
    var edits = new ArrayList<HeaderEdit>();
    for (var name : config.delete()) {
      if (allowed(config, "delete", name, findings)) {
        edits.add(new HeaderEdit.Remove(name));
      }
    }
    for (var field : config.update()) {
      if (allowed(config, "update", field, findings)) {
        edits.add(new HeaderEdit.Overwrite(field.name(), field.value()));
      }
    }
    for (var field : config.add()) {
      if (allowed(config, "add", field, findings)) {
        edits.add(new HeaderEdit.Append(field.name(), field.value()));
      }
    }
    return edits.isEmpty()
        ? Optional.empty()
        : Optional.of(new HeaderMutationPlugin(new HeaderEdits(edits)));
  }

  private static boolean allowed(Config config, String component, Field field, Findings findings) {
    boolean plain = field.value().chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7f));
    if (!plain || field.value().isEmpty()) {
      findings.refuse(
          config, component, field.name(), "a value that is not empty, without control characters");
      return false;
    }
    return allowed(config, component, field.name(), findings);
  }

  private static boolean allowed(Config config, String component, String name, Findings findings) {
    if (!NAME.matcher(name).matches()) {
      findings.refuse(config, component, name, "a header name");
      return false;
    }
    if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
      findings.refuse(config, component, name, "a header that does not frame the message");
      return false;
    }
    return true;
  }

  @Override
  public Stage stage() {
    return Stage.SHAPE;
  }

  @Override
  public ChatReply around(Routed routed, ChatRequest request, Next next) {
    return next.proceed(request.withHeaders(edits));
  }
}
