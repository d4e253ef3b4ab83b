package io.signalbox.server.admin.config;

import io.signalbox.config.tree.ConfigNode;
import io.signalbox.config.tree.ConfigNode.Entry;
import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.ConfigNode.Scalar;
import io.signalbox.config.tree.ConfigNode.Sequence;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hides the secrets of a document: values of keys that hold one, of headers that carry one, and
 * what stands before the {@code @} of a URL. Names of variables are no secrets.
 */
final class Redaction {
  /** What stands in place of a secret. */
  static final String WORD = "[REDACTED]";

  private static final Set<String> SECRET =
      Set.of("secret", "token", "credential", "credentials", "passwd", "authorization", "auth");

  private static final Pattern SECRET_END =
      Pattern.compile(
          ".*(apikey|accesskey|secretkey|privatekey|password|passphrase|clientsecret"
              + "|authtoken|accesstoken|bearertoken|refreshtoken)");

  private static final Pattern SECRET_HEADER =
      Pattern.compile("(?i)(proxy-)?authorization|cookie|.*(api-?key|token|secret|password).*");

  private static final Pattern USER = Pattern.compile("://[^/@\\s]*@");
  private static final String USER_WORD = "://" + WORD + "@";

  private Redaction() {}

  /** The node with its secrets hidden. */
  static ConfigNode of(ConfigNode node) {
    return switch (node) {
      case Mapping mapping -> {
        var entries = new ArrayList<Entry>();
        for (var entry : mapping.entries()) {
          entries.add(new Entry(entry.key(), entry.keyMark(), entry(mapping, entry)));
        }
        yield new Mapping(entries, mapping.mark());
      }
      case Sequence sequence ->
          new Sequence(sequence.items().stream().map(Redaction::of).toList(), sequence.mark());
      case Scalar scalar -> {
        var text = USER.matcher(scalar.text()).replaceAll(USER_WORD);
        yield text.equals(scalar.text())
            ? scalar
            : new Scalar(text, text, ConfigNode.Style.QUOTED, scalar.mark());
      }
    };
  }

  private static ConfigNode entry(Mapping parent, Entry entry) {
    if (isSecret(parent, entry)) {
      return NodeJson.text(WORD);
    }
    if (isHeaders(entry.key()) && entry.value() instanceof Mapping headers) {
      var hidden = headers;
      for (var header : headers.entries()) {
        hidden = Edits.with(hidden, header.key(), NodeJson.text(WORD));
      }
      return hidden;
    }
    return of(entry.value());
  }

  /** Whether the value of a key is a secret. */
  static boolean isSecret(Mapping parent, Entry entry) {
    if (entry.value().isNull() || (entry.value() instanceof Scalar s && s.text().isEmpty())) {
      return false;
    }
    return isSecretKey(entry.key(), entry.value())
        || (entry.key().equals("value")
            && SECRET_HEADER.matcher(Edits.text(parent, "name")).matches());
  }

  private static boolean isSecretKey(String key, @Nullable ConfigNode value) {
    var word = key.strip().toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
    if (word.endsWith("env") || word.endsWith("envset")) {
      return false;
    }
    // A mapping such as management_api.auth is no secret, what it holds may be.
    return SECRET_END.matcher(word).matches()
        || (SECRET.contains(word) && !(value instanceof Mapping));
  }

  /** Whether the values of a key's mapping are headers that go to a backend. */
  static boolean isHeaders(String key) {
    return key.equals("extra_headers");
  }

  /** Whether a value stands for a secret that the client was not shown. */
  static boolean isHidden(String text) {
    return text.equals(WORD) || text.contains(USER_WORD);
  }
}
