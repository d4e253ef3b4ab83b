package io.signalbox.parts.cache;

import io.signalbox.chat.Fingerprint;
import io.signalbox.plugin.Routed;

/**
 * Those answers among which one may be found for a question: all else than the newest text is the
 * same.
 *
 * @param path of words with {@code /} between, first those that name the decision
 */
public record Partition(String path) {
  /**
   * The partition of a call.
   *
   * @param policy the word for what the document says of the decision
   * @param revision whatever the operator counts up to begin anew
   * @param vectorModel the model that makes vectors
   */
  public static Partition of(
      Routed routed,
      String policy,
      String revision,
      String vectorModel,
      Identity identity,
      Question question) {
    var thinking = routed.selection().candidate().thinking();
    // One model may stand in a decision twice, told to think and told not to.
    var candidate =
        thinking == null
            ? Fingerprint.of(policy)
            : Fingerprint.of(policy, Boolean.toString(thinking.enabled()), thinking.effort());
    return of(
        routed.recipe(),
        routed.decisionName(),
        routed.model().name(),
        candidate,
        revision,
        vectorModel,
        identity,
        question);
  }

  /** The partition of a question, each thing that tells it apart said by itself. */
  public static Partition of(
      String recipe,
      String decision,
      String model,
      String policy,
      String revision,
      String vectorModel,
      Identity identity,
      Question question) {
    // The names again: servers differ in whether letter case tells keys apart.
    var hash =
        Fingerprint.of(
            recipe,
            decision,
            model,
            policy,
            revision,
            vectorModel,
            identity.kind(),
            identity.id(),
            question.form(),
            question.fingerprint());
    return new Partition(prefix(recipe, decision, model) + hash);
  }

  /**
   * What the paths of all partitions of some names begin with.
   *
   * @param names of a recipe, of a decision of it, of a model of that; those behind may be missing
   */
  public static String prefix(String... names) {
    var prefix = new StringBuilder();
    for (var name : names) {
      escape(name, prefix);
      prefix.append('/');
    }
    return prefix.toString();
  }

  /**
   * All partitions of the same decision and model: they learn together how far likeness carries.
   */
  String group() {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /** The key of the answer to a question, exactly as it is asked. */
  public String key(String questionText) {
    return path + "/" + entry(questionText);
  }

  /** The last word of {@link #key}. */
  public static String entry(String questionText) {
    return Fingerprint.of(questionText);
  }

  /**
   * Writes a name in letters, digits, dots, hyphens and underscores. No two names are written
   * alike: an underscore is two, anything else is one with four hexadecimal digits.
   */
  private static void escape(String name, StringBuilder path) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_') {
        path.append("__");
      } else if ((c < 0x80 && Character.isLetterOrDigit(c)) || c == '-' || (c == '.' && i > 0)) {
        path.append(c);
      } else {
        path.append("_%04x".formatted((int) c));
      }
    }
  }
}
