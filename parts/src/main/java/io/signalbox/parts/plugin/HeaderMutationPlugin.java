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
 * Changes headers of the request sent upstream, and of the reply to the client. Removals are made
 * first, then overwrites, then additions.
 *
 * @param request changes to what is sent upstream
 * @param response changes to what the client gets
 */
public record HeaderMutationPlugin(HeaderEdits request, HeaderEdits response) implements Plugin {
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

  /** Fields that tell how to read a reply's body, or what the router did. */
  private static final Set<String> TELLING =
      Set.of("content-encoding", "content-type", "x-request-id");

  /** A header and its value. */
  public record Field(
      @Doc("The header's name.") String name, @Doc("Its value.") @Default("") String value) {}

  /** The plugin's {@code configuration}. */
  public record Config(
      @Doc("Headers to add beside those of the same name.") @Default("[]") List<Field> add,
      @Doc("Headers to set in place of those of the same name.") @Default("[]") List<Field> update,
      @Doc("Names of headers to remove.") @Default("[]") List<String> delete,
      @Doc("The same for the reply to the client.") @Default("{}") Response response) {}

  /** Changes to the headers of the reply. */
  public record Response(
      @Doc("Headers to add beside those of the same name.") @Default("[]") List<Field> add,
      @Doc("Headers to set in place of those of the same name.") @Default("[]") List<Field> update,
      @Doc("Names of headers to remove.") @Default("[]") List<String> delete) {
    public static final Response NONE = new Response(List.of(), List.of(), List.of());
  }

  private static Optional<Plugin> of(Config config, Setting setting, Findings findings) {
    var request = new Edits(config, false, findings);
    request.delete(config.delete());
    request.update(config.update());
    request.add(config.add());
    var reply = config.response();
    var response = new Edits(reply, true, findings);
    response.delete(reply.delete());
    response.update(reply.update());
    response.add(reply.add());
    return request.made.isEmpty() && response.made.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new HeaderMutationPlugin(
                new HeaderEdits(request.made), new HeaderEdits(response.made)));
  }

  /** The edits of one block; what is wrong is reported and left out. */
  private static final class Edits {
    private final Record config;
    private final boolean reply;
    private final Findings findings;
    private final List<HeaderEdit> made = new ArrayList<>();

    Edits(Record config, boolean reply, Findings findings) {
      this.config = config;
      this.reply = reply;
      this.findings = findings;
    }

    void delete(List<String> names) {
      for (var name : names) {
        if (allowed("delete", name)) {
          made.add(new HeaderEdit.Remove(name.toLowerCase(Locale.ROOT)));
        }
      }
    }

    void update(List<Field> fields) {
      for (var field : fields) {
        if (allowed("update", field)) {
          made.add(new HeaderEdit.Overwrite(field.name(), field.value()));
        }
      }
    }

    void add(List<Field> fields) {
      for (var field : fields) {
        if (allowed("add", field)) {
          made.add(new HeaderEdit.Append(field.name(), field.value()));
        }
      }
    }

    private boolean allowed(String component, Field field) {
      boolean plain = field.value().chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7f));
      if (!plain || field.value().isEmpty()) {
        findings.refuse(
            config,
            component,
            field.name(),
            "a value that is not empty, without control characters");
        return false;
      }
      return allowed(component, field.name());
    }

    private boolean allowed(String component, String name) {
      var lower = name.toLowerCase(Locale.ROOT);
      if (!NAME.matcher(name).matches()) {
        findings.refuse(config, component, name, "a header name");
        return false;
      }
      if (FRAMING.contains(lower)) {
        findings.refuse(config, component, name, "a header that does not frame the message");
        return false;
      }
      if (reply && (TELLING.contains(lower) || lower.startsWith("x-vsr-"))) {
        findings.refuse(
            config, component, name, "a header that tells neither of the body nor of the router");
        return false;
      }
      return true;
    }
  }

  @Override
  public Stage stage() {
    return Stage.SHAPE;
  }

  @Override
  public ChatReply around(Routed routed, ChatRequest request, Next next) {
    var changed = request.withHeaders(this.request);
    return next.proceed(changed).withEdits(response);
  }
}
