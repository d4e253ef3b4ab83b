package io.signalbox.config.tree;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One thing that is wrong, or has no effect, in a document.
 *
 * @param line counted from 1; 0 for what stands in no file
 * @param path such as {@code routing.decisions[2].name}; empty for the document itself
 * @param value what was found
 * @param expectation what would have been right; may be empty
 */
public record Problem(
    Severity severity, String file, int line, String path, String value, String expectation) {

  private static final int SHOWN_LENGTH = 80;
  private static final String HIDDEN = "[hidden]";
  private static final Pattern SECRET =
      Pattern.compile(
          "(.*_)?(api_?key|access_?key|password|passwd|passphrase|token|secret|credentials?|auth"
              + "|authorization)|extra_headers|auth_.*|api_key_env");
  private static final Pattern SEPARATOR = Pattern.compile("[.\\[\\]]+");
  private static final Pattern USER = Pattern.compile("//[^/@\\s]*@");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

  /** Whether the document can be used all the same. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** Whether the document cannot be used. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** {@code file:line: path: value (expected: …)}; a warning says so after the line. */
  public String text() {
    var text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line);
    }
    text.append(": ");
    if (!isError()) {
      text.append("warning: ");
    }
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    text.append(value);
    if (!expectation.isEmpty()) {
      text.append(" (expected: ").append(expectation).append(')');
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return text();
  }

  /** A value of the document as it may be shown: secrets hidden, one line, cut when long. */
  public static String shown(String path, String value) {
    if (isSecret(path)) {
      return HIDDEN;
    }
    var line = CONTROL.matcher(value).replaceAll(" ");
    line = USER.matcher(line).replaceAll("//" + HIDDEN + "@");
    if (line.length() > SHOWN_LENGTH) {
      var end = Character.isHighSurrogate(line.charAt(SHOWN_LENGTH - 1)) ? 1 : 0;
      line = line.substring(0, SHOWN_LENGTH - end) + "…";
    }
    return line.isBlank() ? "\"" + line + "\"" : line;
  }

  private static boolean isSecret(String path) {
    return SEPARATOR
        .splitAsStream(path)
        .map(segment -> segment.toLowerCase(Locale.ROOT).replace('-', '_'))
        .anyMatch(segment -> SECRET.matcher(segment).matches());
  }
}
