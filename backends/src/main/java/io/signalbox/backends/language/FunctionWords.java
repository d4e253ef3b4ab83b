package io.signalbox.backends.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Small words that hold a language together: articles, pronouns, question words. A short text has
 * few sequences of characters to go by, and often one of these.
 */
final class FunctionWords {
  private static final String RESOURCE = "words.txt";

  private final Map<String, Set<String>> languages;

  private FunctionWords(Map<String, Set<String>> languages) {
    this.languages = languages;
  }

  /** Reads the words from beside this class: a line a language, its code first. */
  static FunctionWords load() {
    var languages = new HashMap<String, Set<String>>();
    var stream = FunctionWords.class.getResourceAsStream(RESOURCE);
    try (var lines =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var words = line.split(" ", -1);
        for (int i = 1; i < words.length; i++) {
          languages.computeIfAbsent(words[i], word -> new LinkedHashSet<>()).add(words[0]);
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return new FunctionWords(languages);
  }

  /** The languages that have a word; none for most words. */
  Set<String> languages(String word) {
    return languages.getOrDefault(word, Set.of());
  }
}
