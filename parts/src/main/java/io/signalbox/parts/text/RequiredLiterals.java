package io.signalbox.parts.text;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Strings of which a pattern needs one: where none stands in a text, the pattern cannot match.
 *
 * <p>Reads the syntax of RE2 once more, since the library keeps its own tree to itself. Only plain
 * characters of ASCII count, in either case; everything else ends a string, and what is not
 * understood for certain makes the pattern need nothing.
 */
final class RequiredLiterals {
  private static final int MOST = 64;
  private static final int DEEPEST = 200;

  private final String pattern;
  private int at;
  private int depth;

  /** Thrown where reading on could go wrong. */
  private static final class Unclear extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unclear() {
      super("unclear", null, false, false);
    }
  }

  /** How often the atom before may stand. */
  private enum Repeat {
    ONCE,
    SOME,
    MAYBE
  }

  private RequiredLiterals(String pattern) {
    this.pattern = pattern;
  }

  /** The strings in lower case, or nothing where no set of strings is needed. */
  static Optional<Set<String>> of(String pattern) {
    var reader = new RequiredLiterals(pattern);
    try {
      var needed = reader.alternatives();
      return reader.at == pattern.length() ? Optional.ofNullable(needed) : Optional.empty();
    } catch (Unclear unclear) {
      return Optional.empty();
    }
  }

  private @Nullable Set<String> alternatives() {
    if (++depth > DEEPEST) {
      throw new Unclear();
    }
    var needed = new TreeSet<String>();
    boolean all = true;
    while (true) {
      var branch = new Branch();
      read(branch);
      if (branch.best == null) {
        all = false;
      } else {
        needed.addAll(branch.best);
      }
      if (at == pattern.length() || pattern.charAt(at) == ')') {
        depth--;
        return all && needed.size() <= MOST ? needed : null;
      }
      at++;
    }
  }

  /** What one alternative needs: the best of all that it needs. */
  private static final class Branch {
    private final StringBuilder run = new StringBuilder();
    private @Nullable Set<String> best;

    void add(char literal, Repeat repeat) {
      if (repeat != Repeat.MAYBE) {
        run.append(Character.toLowerCase(literal));
      }
      if (repeat != Repeat.ONCE) {
        close();
      }
    }

    void close() {
      if (!run.isEmpty()) {
        offer(Set.of(run.toString()));
        run.setLength(0);
      }
    }

    void offer(Set<String> needed) {
      if (best == null || shortest(needed) > shortest(best)) {
        best = needed;
      }
    }

    private static int shortest(Set<String> strings) {
      return strings.stream().mapToInt(String::length).min().orElse(0);
    }
  }

  private void read(Branch branch) {
    while (at < pattern.length()) {
      char character = pattern.charAt(at);
      switch (character) {
        case '|', ')' -> {
          branch.close();
          return;
        }
        case '(' -> group(branch);
        case '[' -> {
          bracket();
          other(branch);
        }
        case '\\' -> escape(branch);
        case '*', '+', '?', '{' -> throw new Unclear();
        case '^', '$', '.' -> {
          at++;
          other(branch);
        }
        default -> {
          at += Character.charCount(pattern.codePointAt(at));
          if (character < 0x80) {
            branch.add(character, repeat());
          } else {
            other(branch);
          }
        }
      }
    }
    branch.close();
  }

  private void other(Branch branch) {
    branch.close();
    repeat();
  }

  private void group(Branch branch) {
    branch.close();
    at++;
    if (skip("?P<") || skip("?<")) {
      at = behind('>');
    } else if (skip("?")) {
      while (at < pattern.length() && "imsU-".indexOf(pattern.charAt(at)) >= 0) {
        at++;
      }
      if (skip(")")) {
        return;
      }
      if (!skip(":")) {
        throw new Unclear();
      }
    }
    var needed = alternatives();
    if (!skip(")")) {
      throw new Unclear();
    }
    if (repeat() != Repeat.MAYBE && needed != null) {
      branch.offer(needed);
    }
  }

  private void bracket() {
    at++;
    skip("^");
    boolean first = true;
    while (true) {
      if (at >= pattern.length()) {
        throw new Unclear();
      }
      if (!first && skip("]")) {
        return;
      }
      first = false;
      if (skip("[:")) {
        int end = pattern.indexOf(":]", at);
        if (end < 0) {
          throw new Unclear();
        }
        at = end + 2;
      } else {
        skip("\\");
        at++;
      }
    }
  }

  private void escape(Branch branch) {
    at++;
    if (at == pattern.length()) {
      throw new Unclear();
    }
    char escaped = pattern.charAt(at++);
    if (escaped == 'p' || escaped == 'P') {
      at = skip("{") ? behind('}') : at + 1;
    } else if (escaped == 'x') {
      at = skip("{") ? behind('}') : at + 2;
    } else if (escaped == 'Q' || escaped == 'E' || (escaped >= '0' && escaped <= '9')) {
      throw new Unclear();
    } else if (escaped >= 0x80) {
      throw new Unclear();
    } else if (!Character.isLetter(escaped)) {
      branch.add(escaped, repeat());
      return;
    }
    other(branch);
  }

  private Repeat repeat() {
    if (at == pattern.length()) {
      return Repeat.ONCE;
    }
    var repeat =
        switch (pattern.charAt(at)) {
          case '*', '?' -> Repeat.MAYBE;
          case '+' -> Repeat.SOME;
          case '{' -> {
            int end = behind('}');
            var bounds = pattern.substring(at + 1, end - 1);
            if (!bounds.matches("[0-9]{1,4}(,[0-9]{0,4})?")) {
              throw new Unclear();
            }
            at = end - 1;
            yield bounds.matches("0+(,.*)?") ? Repeat.MAYBE : Repeat.SOME;
          }
          default -> Repeat.ONCE;
        };
    if (repeat != Repeat.ONCE) {
      at++;
      skip("?");
    }
    return repeat;
  }

  private boolean skip(String expected) {
    boolean stands = pattern.startsWith(expected, at);
    at += stands ? expected.length() : 0;
    return stands;
  }

  private int behind(char closing) {
    int end = pattern.indexOf(closing, at);
    if (end < 0) {
      throw new Unclear();
    }
    return end + 1;
  }
}
