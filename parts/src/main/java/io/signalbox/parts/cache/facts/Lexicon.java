package io.signalbox.parts.cache.facts;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Phrases and what they mean, as a tree of letters. A phrase ends where a token ends; one that ends
 * in a star is the beginning of a word.
 */
final class Lexicon<T> {
  private final Node<T> root = new Node<>();

  /**
   * The longest phrase found at a place.
   *
   * @param tokens how many it takes
   */
  record Found<T>(T meaning, int tokens) {}

  private static final class Node<T> {
    private char[] letters = new char[0];
    private Object[] next = new Object[0];
    private @Nullable T meaning;
    private @Nullable T stem;

    @SuppressWarnings("unchecked")
    @Nullable Node<T> next(char letter) {
      int at = Arrays.binarySearch(letters, letter);
      return at < 0 ? null : (Node<T>) next[at];
    }

    Node<T> grow(char letter) {
      var there = next(letter);
      if (there != null) {
        return there;
      }
      int at = -Arrays.binarySearch(letters, letter) - 1;
      var node = new Node<T>();
      letters = Arrays.copyOf(letters, letters.length + 1);
      next = Arrays.copyOf(next, next.length + 1);
      System.arraycopy(letters, at, letters, at + 1, letters.length - 1 - at);
      System.arraycopy(next, at, next, at + 1, next.length - 1 - at);
      letters[at] = letter;
      next[at] = node;
      return node;
    }
  }

  /** Adds a phrase; a later meaning of the same phrase is joined with the earlier by the caller. */
  void add(String phrase, T meaning, java.util.function.BinaryOperator<T> join) {
    boolean star = phrase.endsWith("*");
    var node = root;
    var tokens = Tokens.of(Plain.of(star ? phrase.substring(0, phrase.length() - 1) : phrase));
    for (int i = 0; i < tokens.size(); i++) {
      if (i > 0) {
        node = node.grow(' ');
      }
      var word = tokens.get(i).word();
      for (int k = 0; k < word.length(); k++) {
        node = node.grow(word.charAt(k));
      }
    }
    if (star) {
      node.stem = node.stem == null ? meaning : join.apply(node.stem, meaning);
    } else {
      node.meaning = node.meaning == null ? meaning : join.apply(node.meaning, meaning);
    }
  }

  /** The longest phrase that begins at a token; null for none. */
  @Nullable Found<T> at(List<Token> tokens, int from) {
    Node<T> node = root;
    T best = null;
    int count = 0;
    for (int i = from; i < tokens.size(); i++) {
      var word = tokens.get(i).word();
      if (i > from) {
        node = node.next(' ');
      }
      T stem = null;
      for (int k = 0; node != null && k < word.length(); k++) {
        node = node.next(word.charAt(k));
        stem = node != null && node.stem != null ? node.stem : stem;
      }
      T whole = node == null ? null : node.meaning;
      if (whole != null || stem != null) {
        best = whole != null ? whole : stem;
        count = i - from + 1;
      }
      if (node == null) {
        break;
      }
    }
    return best == null ? null : new Found<>(best, count);
  }
}
