package io.signalbox.parts.cache.facts;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names of a question: words with capitals that no sentence's start explains. */
final class Names {
  private static final int MOST = 48;
  private static final Set<String> GERMAN =
      Set.of(
          "wie", "ich", "und", "ist", "der", "das", "dem", "ein", "eine", "einen", "mein", "meine",
          "nicht", "fur", "wird", "kann", "wo", "welche", "welcher", "welches", "wann", "darf",
          "mit", "auf", "zu", "im", "bei", "soll", "muss", "wieviel", "viel", "sich", "warum",
          "bitte", "schreib", "erklare", "wer", "werden");

  /** Capitals that name nothing. */
  private static final Set<String> ORDINARY =
      Set.of(
          "i", "i'm", "i'd", "i've", "i'll", "ok", "mr", "mrs", "ms", "dr", "hello", "hi", "hey",
          "please", "thanks", "am", "pm", "faq", "id", "sie", "ihr", "ihre", "ihnen", "vous",
          "usted", "a", "b", "c", "d", "e", "f");

  private Names() {}

  static List<Token> of(List<Token> tokens, BitSet taken) {
    int words = 0;
    int capitals = 0;
    boolean german = false;
    for (var token : tokens) {
      words += token.isWord() ? 1 : 0;
      capitals += token.capital() ? 1 : 0;
      german |= GERMAN.contains(token.word());
    }
    var names = new ArrayList<Token>();
    if (words >= 4 && 10 * capitals > 7 * words) {
      return names;
    }
    for (int i = 0; i < tokens.size() && names.size() < MOST; i++) {
      var token = tokens.get(i);
      if (token.capital()
          && !taken.get(i)
          && !ORDINARY.contains(token.word())
          && (sure(token) || (!german && !token.opening() && token.word().length() > 1))) {
        names.add(token);
      }
    }
    return names;
  }

  private static boolean sure(Token token) {
    return token.mixed() || token.shouted();
  }

  /** Names that the other question does not hold in any form. */
  static List<Token> missing(List<Token> names, Facts other) {
    var missing = new ArrayList<Token>();
    for (var name : names) {
      if (!held(name, other)) {
        missing.add(name);
      }
    }
    return missing;
  }

  private static boolean held(Token name, Facts other) {
    var word = bare(name.word());
    if (other.words().contains(word)
        || other.words().contains(stem(word))
        || other.joined().contains(word)) {
      return true;
    }
    boolean latin = word.length() >= 4;
    for (var token : other.tokens()) {
      if (token.isWord() && latin && alike(word, bare(token.word()))) {
        return true;
      }
    }
    return name.shouted() && name.text().length() <= 5 && Initials.spell(word, other.tokens());
  }

  /** Without an ending that says whose. */
  static String bare(String word) {
    return word.endsWith("'s")
        ? word.substring(0, word.length() - 2)
        : word.endsWith("'") ? word.substring(0, word.length() - 1) : word;
  }

  /** Without common endings. */
  static String stem(String word) {
    var bare = bare(word);
    if (bare.length() > 4 && bare.endsWith("es")) {
      return bare.substring(0, bare.length() - 2);
    }
    return bare.length() > 3 && bare.endsWith("s") ? bare.substring(0, bare.length() - 1) : bare;
  }

  /** Whether one is a form or a misspelling of the other. */
  static boolean alike(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    if (shorter < 4 || a.charAt(0) != b.charAt(0)) {
      return false;
    }
    int prefix = 0;
    while (prefix < shorter && a.charAt(prefix) == b.charAt(prefix)) {
      prefix++;
    }
    if (prefix >= 4
        && Math.max(a.length(), b.length()) - prefix <= 3
        && 4 * prefix >= 2 * shorter
        && (prefix == shorter || prefix >= 5)) {
      return true;
    }
    return Typos.within(a, b, shorter >= 8 ? 2 : 1);
  }

  /** Neighbours written as one word. */
  static Set<String> joined(List<Token> tokens) {
    var joined = new HashSet<String>();
    for (int i = 1; i < tokens.size(); i++) {
      joined.add(tokens.get(i - 1).word() + tokens.get(i).word());
    }
    return joined;
  }
}
