package io.signalbox.parts.cache.facts;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Sorts of things whose members exclude one another, as the tables list them. */
final class Sorts {
  static final Sorts ALL = new Sorts();

  private final Lexicon<int[]> phrases = new Lexicon<>();
  private final List<Sort> sorts = new ArrayList<>();
  private int members;

  /**
   * A sort of things.
   *
   * @param first its first member
   * @param end behind its last member
   * @param flips whether a negation makes the one member the other
   * @param must whether a question that names none differs from one that does
   */
  record Sort(Conflict conflict, int first, int end, boolean flips, boolean must) {}

  private Sorts() {
    var conflict = Conflict.THING;
    boolean flips = false;
    boolean must = false;
    for (var line : Tables.lines("words.txt")) {
      if (line.startsWith("[")) {
        var words = line.substring(1, line.length() - 1).split(" ", -1);
        conflict = Conflict.valueOf(words[0].toUpperCase(Locale.ROOT));
        flips = line.contains(" flip");
        must = line.contains(" must");
      } else {
        add(line, conflict, flips, must);
      }
    }
    Tables.lines("places.txt").forEach(line -> add(line, Conflict.ENTITY, false, false));
  }

  private void add(String line, Conflict conflict, boolean flips, boolean must) {
    int first = members;
    for (var member : line.split(" \\| ", -1)) {
      for (var phrase : member.strip().split(" +", -1)) {
        add(phrase.replace('_', ' '), members);
      }
      members++;
    }
    sorts.add(new Sort(conflict, first, members, flips, must));
  }

  private void add(String phrase, int member) {
    var meaning = new int[] {member};
    if (phrase.endsWith("~")) {
      var base = phrase.substring(0, phrase.length() - 1);
      Inflection.of(base).forEach(form -> phrases.add(form, meaning, Sorts::join));
    } else {
      phrases.add(phrase, meaning, Sorts::join);
    }
  }

  private static int[] join(int[] first, int[] second) {
    return IntStream.concat(IntStream.of(first), IntStream.of(second)).distinct().toArray();
  }

  /** The members that a phrase at a token names. */
  Lexicon.@Nullable Found<int[]> at(List<Token> tokens, int from) {
    return phrases.at(tokens, from);
  }

  /** All members that words name. */
  BitSet members(List<Token> tokens) {
    var found = new BitSet();
    for (int i = 0; i < tokens.size(); i++) {
      var phrase = at(tokens, i);
      if (phrase != null) {
        IntStream.of(phrase.meaning()).forEach(found::set);
      }
    }
    return found;
  }

  /** The sort of a member. */
  Sort sort(int member) {
    int low = 0;
    int high = sorts.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (sorts.get(middle).first <= member) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return sorts.get(low);
  }

  /** The other member where a negation makes the one the other; itself for the rest. */
  int negated(int member) {
    var sort = sort(member);
    return sort.flips && sort.end - sort.first == 2 ? sort.first + sort.end - 1 - member : member;
  }

  /** The first conflict between what two questions name; null for none. */
  @Nullable Conflict between(BitSet a, BitSet b) {
    for (int i = a.nextSetBit(0); i >= 0; ) {
      var sort = sort(i);
      if (differ(sort, a, b)) {
        return sort.conflict;
      }
      i = a.nextSetBit(sort.end);
    }
    for (int i = b.nextSetBit(0); i >= 0; i = b.nextSetBit(sort(i).end)) {
      if (sort(i).must && differ(sort(i), a, b)) {
        return sort(i).conflict;
      }
    }
    return null;
  }

  private static boolean differ(Sort sort, BitSet a, BitSet b) {
    boolean onlyA = false;
    boolean onlyB = false;
    for (int i = sort.first; i < sort.end; i++) {
      onlyA |= a.get(i) && !b.get(i);
      onlyB |= b.get(i) && !a.get(i);
    }
    return sort.must ? onlyA || onlyB : onlyA && onlyB;
  }
}
