package io.signalbox.parts.pii;

import java.util.Locale;
import java.util.Set;

/** Tells values that stand where a secret will stand. */
final class Placeholders {
  private static final Set<String> WORDS =
      Set.of(
          "password",
          "passwd",
          "pass",
          "pwd",
          "secret",
          "token",
          "changeme",
          "change_me",
          "xxx",
          "user",
          "username",
          "example",
          "placeholder",
          "redacted",
          "none",
          "null",
          "undefined",
          "true",
          "false",
          "test",
          "todo",
          "tbd",
          "mypassword",
          "yourpassword",
          "string",
          "value",
          "hidden",
          "masked",
          "removed",
          "key",
          "hunter2");

  private Placeholders() {}

  /** Whether a value is a word for a secret, or a mask. */
  static boolean is(String value) {
    var word = value.toLowerCase(Locale.ROOT);
    if (word.isEmpty() || WORDS.contains(word)) {
      return true;
    }
    char first = word.charAt(0);
    if (first == '<' || first == '{' || first == '[' || (first == '%' && word.endsWith("%"))) {
      return true;
    }
    return (first == '$' && word.length() > 1 && "{(".indexOf(word.charAt(1)) >= 0)
        || mask(word)
        || word.contains("your")
        || word.contains("placeholder")
        || word.contains("example")
        || word.contains("_here")
        || word.contains("-here")
        || word.contains("xxxx")
        || word.contains("****")
        || word.contains("...")
        || word.contains("1234567890abcdef")
        || word.startsWith("process.env")
        || word.startsWith("os.environ")
        || word.startsWith("env.");
  }

  private static boolean mask(String word) {
    return word.chars().allMatch(c -> c == 'x' || c == '*' || c == '.' || c == '-' || c == '#')
        || word.chars().allMatch(c -> c == '0' || c == '-');
  }
}
