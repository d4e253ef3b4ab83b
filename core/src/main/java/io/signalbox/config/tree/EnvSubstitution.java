package io.signalbox.config.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces references to environment variables in the texts of a document.
 *
 * <p>{@code ${NAME}} and {@code $NAME} give the variable, or nothing when it is not set; {@code
 * ${NAME:-text}} gives the text when it is not set or empty, {@code ${NAME-text}} when it is not
 * set; {@code $$} gives a dollar sign. Nothing nests, what was put in is not read again, and any
 * other dollar sign stays.
 */
public final class EnvSubstitution {
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\$(?:(?<dollar>\\$)|(?<bare>[A-Za-z0-9_]+)"
              + "|\\{(?<braced>[A-Za-z0-9_]+)(?:(?<when>:?-)(?<other>[^}]*))?})");

  private final Map<String, String> environment;

  public EnvSubstitution(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The value of a variable, or nothing when it is not set or empty. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** The text with every reference replaced. */
  public String apply(String text) {
    return REFERENCE.matcher(text).replaceAll(m -> Matcher.quoteReplacement(value(m)));
  }

  /**
   * The node with every reference in its values replaced; keys stay. A reference to a variable that
   * is not set, without another value, is warned about: it is often a dollar sign that was not
   * doubled.
   */
  public ConfigNode apply(ConfigNode node, Problems problems) {
    return apply(node, "", problems);
  }

  private ConfigNode apply(ConfigNode node, String path, Problems problems) {
    return switch (node) {
      case ConfigNode.Mapping mapping -> {
        var entries = new ArrayList<ConfigNode.Entry>();
        for (var entry : mapping.entries()) {
          var value = apply(entry.value(), Places.join(path, entry.key()), problems);
          entries.add(new ConfigNode.Entry(entry.key(), entry.keyMark(), value));
        }
        yield new ConfigNode.Mapping(entries, mapping.mark());
      }
      case ConfigNode.Sequence sequence -> {
        var items = new ArrayList<ConfigNode>();
        for (var item : sequence.items()) {
          items.add(apply(item, Places.item(path, items.size()), problems));
        }
        yield new ConfigNode.Sequence(items, sequence.mark());
      }
      case ConfigNode.Scalar scalar -> apply(scalar, path, problems);
    };
  }

  private ConfigNode.Scalar apply(ConfigNode.Scalar scalar, String path, Problems problems) {
    if (scalar.isNull() || scalar.text().indexOf('$') < 0) {
      return scalar;
    }
    for (var reference : unset(scalar.text())) {
      problems.warning(
          scalar.mark().line(),
          path,
          reference + " is not set, so it is empty",
          "a variable of the environment, or $$ for a dollar sign");
    }
    return scalar.withText(apply(scalar.text()));
  }

  private List<String> unset(String text) {
    return REFERENCE
        .matcher(text)
        .results()
        .filter(m -> m.group("dollar") == null && m.group("when") == null)
        .filter(m -> !environment.containsKey(name(m)))
        .map(MatchResult::group)
        .distinct()
        .toList();
  }

  private String value(MatchResult reference) {
    if (reference.group("dollar") != null) {
      return "$";
    }
    var found = environment.get(name(reference));
    var when = reference.group("when");
    if (when == null) {
      return found == null ? "" : found;
    }
    return found == null || (when.equals(":-") && found.isEmpty())
        ? reference.group("other")
        : found;
  }

  private static String name(MatchResult reference) {
    var bare = reference.group("bare");
    return bare != null ? bare : reference.group("braced");
  }
}
