package io.signalbox.parts.cache.facts;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Words that may stand for one another, and words that say nothing, as the tables list them. */
final class Synonyms {
  private static final Lexicon<int[]> MEANINGS = load();
  private static final Set<String> FILLERS = fillers();

  private Synonyms() {}

  private static Lexicon<int[]> load() {
    var meanings = new Lexicon<int[]>();
    int line = 0;
    for (var words : Tables.lines("synonyms.txt")) {
      var meaning = new int[] {line++};
      for (var word : words.split(" +", -1)) {
        add(meanings, word.replace('_', ' '), meaning);
      }
    }
    return meanings;
  }

  private static void add(Lexicon<int[]> meanings, String phrase, int[] meaning) {
    if (phrase.endsWith("~")) {
      Inflection.of(phrase.substring(0, phrase.length() - 1))
          .forEach(form -> meanings.add(form, meaning, Synonyms::join));
    } else {
      meanings.add(phrase, meaning, Synonyms::join);
    }
  }

  private static int[] join(int[] first, int[] second) {
    return IntStream.concat(IntStream.of(first), IntStream.of(second)).distinct().toArray();
  }

  private static Set<String> fillers() {
    var fillers = new HashSet<String>();
    Tables.lines("fillers.txt").forEach(line -> fillers.addAll(List.of(line.split(" +", -1))));
    return Set.copyOf(fillers);
  }

  /** Whether a word is a part of speech only: an article, a pronoun, a question word. */
  static boolean filler(String word) {
    return FILLERS.contains(word);
  }

  /** All meanings that words may have, alone or together. */
  static BitSet meanings(List<Token> tokens) {
    var found = new BitSet();
    for (int i = 0; i < tokens.size(); i++) {
      var phrase = MEANINGS.at(tokens, i);
      if (phrase != null) {
        IntStream.of(phrase.meaning()).forEach(found::set);
        if (phrase.tokens() > 1) {
          var alone = MEANINGS.at(List.of(tokens.get(i)), 0);
          IntStream.of(alone == null ? new int[0] : alone.meaning()).forEach(found::set);
        }
      }
    }
    return found;
  }
}
