package io.signalbox.parts.cache.facts;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a question states, as far as rules can read it. Made once a question, in time linear in its
 * length; of a long text the beginning is read.
 */
public final class Facts {
  /** Characters that are read, at most. */
  static final int LONGEST = 16_384;

  private final String plain;
  private final boolean whole;
  private final List<Token> tokens;
  private final Set<String> words;
  private final Set<String> joined;
  private final List<Quantity> quantities;
  private final BitSet members;
  private final Negations negations;
  private final List<Token> names;
  private final List<Quotes.Quote> quotes;
  private final Roles roles;
  private final Asking asking;

  private Facts(String text) {
    whole = text.length() <= LONGEST;
    plain = Plain.of(whole ? text : text.substring(0, LONGEST));
    tokens = Tokens.of(plain);
    var taken = new BitSet();
    var numbers = new ArrayList<>(Calendar.of(tokens, taken));
    numbers.addAll(Quantities.of(tokens, taken));
    quantities = List.copyOf(numbers);
    negations = Negations.of(tokens);
    members = members(taken);
    names = Names.of(tokens, taken);
    quotes = Quotes.of(plain);
    roles = Roles.of(tokens);
    asking = Asking.of(tokens);
    words = new HashSet<>();
    tokens.forEach(token -> words.add(Names.bare(token.word())));
    joined = Names.joined(tokens);
  }

  /** Reads a question. */
  public static Facts of(String text) {
    return new Facts(text);
  }

  private BitSet members(BitSet taken) {
    var found = new BitSet();
    int i = 0;
    while (i < tokens.size()) {
      var phrase = taken.get(i) ? null : Sorts.ALL.at(tokens, i);
      if (phrase == null) {
        i++;
        continue;
      }
      boolean negated =
          (i > 0 && Negations.hard(tokens, i - 1)) || (i > 1 && Negations.hard(tokens, i - 2));
      for (int member : phrase.meaning()) {
        found.set(negated ? Sorts.ALL.negated(member) : member);
      }
      taken.set(i, i + phrase.tokens());
      i += phrase.tokens();
    }
    return found;
  }

  boolean whole() {
    return whole;
  }

  String plain() {
    return plain;
  }

  List<Token> tokens() {
    return tokens;
  }

  Set<String> words() {
    return words;
  }

  Set<String> joined() {
    return joined;
  }

  List<Quantity> quantities() {
    return quantities;
  }

  BitSet members() {
    return members;
  }

  Negations negations() {
    return negations;
  }

  List<Token> names() {
    return names;
  }

  List<Quotes.Quote> quotes() {
    return quotes;
  }

  Roles roles() {
    return roles;
  }

  Asking asking() {
    return asking;
  }
}
