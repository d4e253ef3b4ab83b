package io.signalbox.parts.cache.facts;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * From where, and to where.
 *
 * @param from words behind "from", and before "to" where no "from" stands
 * @param to words behind "to"
 */
record Roles(Set<String> from, Set<String> to) {
  private static final int REACH = 4;
  private static final Set<String> FROM =
      Set.of(
          "from", "von", "vom", "aus", "depuis", "de", "des", "du", "desde", "da", "dal", "dalla",
          "van", "del", "out", "off", "z", "ze", "из");
  private static final Set<String> TO =
      Set.of(
          "to", "into", "nach", "zu", "zum", "zur", "ins", "vers", "al", "naar", "para", "alla",
          "onto", "auf", "than");

  /** Behind a "from" only. */
  private static final Set<String> LATER_TO =
      Set.of("in", "a", "en", "au", "aux", "do", "na", "в", "alle", "ai", "as");

  private static final Set<String> EMPTY =
      Set.of(
          "the", "my", "a", "an", "der", "die", "das", "den", "dem", "la", "le", "les", "el", "il",
          "i", "your", "this", "me", "you", "it", "do", "how", "is", "and", "or", "one", "be", "l",
          "un", "une", "meine", "mein", "of");

  static Roles of(List<Token> tokens) {
    var from = new HashSet<String>();
    var to = new HashSet<String>();
    boolean left = false;
    for (int i = 0; i < tokens.size(); i++) {
      var token = tokens.get(i);
      boolean arrow = token.text().equals("->") || token.text().equals("=>");
      if (FROM.contains(token.word())) {
        collect(tokens, i + 1, from);
        left = true;
      } else if (arrow || TO.contains(token.word()) || (left && LATER_TO.contains(token.word()))) {
        collect(tokens, i + 1, to);
        before(tokens, i - 1, from);
      }
    }
    // What has both roles tells no direction.
    var both = new HashSet<>(from);
    both.retainAll(to);
    from.removeAll(both);
    to.removeAll(both);
    return new Roles(from, to);
  }

  private static void collect(List<Token> tokens, int start, Set<String> words) {
    for (int i = start; i < Math.min(tokens.size(), start + REACH); i++) {
      var token = tokens.get(i);
      if (TO.contains(token.word())
          || token.is("in")
          || FROM.contains(token.word())
          || token.kind() == Token.Kind.MARK) {
        return;
      }
      add(token, words);
    }
  }

  private static void before(List<Token> tokens, int last, Set<String> words) {
    if (last >= 0 && tokens.get(last).kind() != Token.Kind.MARK) {
      add(tokens.get(last), words);
    }
  }

  private static void add(Token token, Set<String> words) {
    if (!EMPTY.contains(token.word())) {
      words.add(Names.stem(token.word()));
    }
  }

  /** Whether something is the start of the one and the end of the other, and something else too. */
  boolean turnedIn(Roles other) {
    return meets(from, other.to) && meets(to, other.from);
  }

  private static boolean meets(Set<String> a, Set<String> b) {
    for (var word : a) {
      if (b.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
