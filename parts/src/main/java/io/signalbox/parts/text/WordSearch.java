package io.signalbox.parts.text;

import io.signalbox.parts.text.Automaton.Next;
import io.signalbox.parts.text.Automaton.Sink;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;

/** Finds many words in one pass over a text, each as {@link Word} would find it. */
public final class WordSearch {
  private final boolean caseSensitive;
  private final List<Word> words;
  private final Automaton automaton;

  /**
   * What the keywords of one list are found as: some may be the same word.
   *
   * @param search finds the words
   * @param wordOf the number of the word that each keyword is
   */
  public record Indexed(WordSearch search, int[] wordOf) {}

  /** The words that are found beside letters, or that end with one that is. */
  private final BitSet anywhere = new BitSet();

  /**
   * The words that decide for all that they end with: where such a word has been found, so has been
   * whatever of them stands there or anywhere else that the word does.
   */
  private final BitSet deciding = new BitSet();

  /** The words that have a boundary behind them as all that they end with, or none as all. */
  private final BitSet alike = new BitSet();

  private WordSearch(boolean caseSensitive, List<Word> words) {
    this.caseSensitive = caseSensitive;
    this.words = List.copyOf(words);
    this.automaton = new Automaton(words.stream().map(Word::text).toList(), false);
    IntStream.range(0, words.size())
        .boxed()
        .sorted(Comparator.comparingInt(word -> words.get(word).text().length()))
        .forEach(this::note);
  }

  /** Looks at a word and at what it ends with, which has been looked at before. */
  private void note(int number) {
    var word = words.get(number);
    int shorter = automaton.shorter(number);
    anywhere.set(number, !word.boundaryAfter() || (shorter >= 0 && anywhere.get(shorter)));
    boolean same =
        shorter < 0
            || (alike.get(shorter) && word.boundaryAfter() == words.get(shorter).boundaryAfter());
    alike.set(number, same);
    deciding.set(number, same && word.opensWithBase());
  }

  /** A search for keywords, none of them empty. */
  public static Indexed of(List<String> keywords, boolean caseSensitive) {
    var numbers = new LinkedHashMap<String, Integer>();
    var words = new ArrayList<Word>();
    var wordOf = new int[keywords.size()];
    for (int i = 0; i < wordOf.length; i++) {
      var word = new Word(keywords.get(i), caseSensitive);
      var known = numbers.putIfAbsent(word.text(), words.size());
      wordOf[i] = known == null ? words.size() : known;
      if (known == null) {
        words.add(word);
      }
    }
    return new Indexed(new WordSearch(caseSensitive, words), wordOf);
  }

  /** The numbers of the words that stand in a text. */
  public BitSet found(Text text) {
    return found(text.folded(caseSensitive));
  }

  BitSet found(String folded) {
    var found = new BitSet(words.size());
    automaton.scan(
        folded,
        new Sink() {
          private int missing = words.size();

          @Override
          public Next found(int number, int end) {
            var word = words.get(number);
            if (found.get(number)) {
              return deciding.get(number) ? Next.FURTHER : Next.SHORTER;
            }
            if (!anywhere.get(number) && Word.joined(folded, end)) {
              return Next.FURTHER;
            }
            if (word.standsAlone(folded, end - word.text().length(), end)) {
              found.set(number);
              missing--;
            }
            return missing == 0 ? Next.NOTHING : Next.SHORTER;
          }
        });
    return found;
  }

  /** How often each word stands in a text, without overlaps of a word with itself. */
  public int[] counts(Text text) {
    var folded = text.folded(caseSensitive);
    var counts = new int[words.size()];
    var ends = new int[words.size()];
    automaton.scan(
        folded,
        (number, end) -> {
          if (!anywhere.get(number) && Word.joined(folded, end)) {
            return Next.FURTHER;
          }
          var word = words.get(number);
          int start = end - word.text().length();
          if (start >= ends[number] && word.standsAlone(folded, start, end)) {
            counts[number]++;
            ends[number] = end;
          }
          return Next.SHORTER;
        });
    return counts;
  }
}
