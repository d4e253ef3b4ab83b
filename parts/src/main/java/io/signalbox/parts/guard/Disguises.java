package io.signalbox.parts.guard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes plain what is disguised in a text.
 *
 * <p>Each decoder looks for its own marks and yields what it can read of them; a text without marks
 * yields nothing, so that a plain prompt costs no second look by a model. What one decoder yields
 * is given to all of them again, as often as {@link #DEPTH} says, because disguises are worn one
 * over the other. Decoders that would find something in any text (every text is some other one in
 * rot13) keep a reading only if it has words where the text had none.
 *
 * <p>All is bounded: how deep, how many variants, how long each, and how long all together.
 */
public final class Disguises {
  /** Variants that are told at most. */
  public static final int MOST_VARIANTS = 8;

  /** Characters of UTF-16 of one variant; more is cut off. */
  public static final int LONGEST = 8_192;

  private static final int DEPTH = 3;
  private static final int SHORTEST = 8;

  /** Readings that are looked at again at most, told or not. */
  private static final int MOST_LOOKS = 24;

  private static final List<Decoder> DECODERS =
      List.of(
          Smuggling::decode,
          Glyphs::decode,
          ByteRuns::decode,
          Escapes::decode,
          Symbols::decode,
          Spellings::decode,
          Ciphers::decode,
          HiddenMarkup::decode);

  private Disguises() {}

  /** What is disguised in a text, made plain; empty for a plain text. */
  public static List<Variant> of(String text) {
    var search = new Search(text);
    search.look(text, EnumSet.noneOf(Technique.class), 0);
    while (!search.open.isEmpty() && search.looks < MOST_LOOKS) {
      var next = search.open.removeFirst();
      search.look(next.variant().text(), next.variant().techniques(), next.depth());
    }
    return List.copyOf(search.variants);
  }

  /** One that is to be looked at again. */
  private record Open(Variant variant, int depth) {}

  private static final class Search {
    private final List<Variant> variants = new ArrayList<>();
    private final ArrayDeque<Open> open = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private int looks;

    Search(String text) {
      seen.add(text);
    }

    void look(String text, Set<Technique> worn, int depth) {
      looks++;
      for (var decoder : DECODERS) {
        if (variants.size() >= MOST_VARIANTS) {
          return;
        }
        decoder.decode(text, (technique, plain) -> add(technique, plain, worn, depth));
      }
    }

    private void add(Technique technique, String found, Set<Technique> worn, int depth) {
      var plain = cut(found).strip();
      if (plain.length() < SHORTEST || variants.size() >= MOST_VARIANTS || !seen.add(plain)) {
        return;
      }
      var all = EnumSet.of(technique);
      all.addAll(worn);
      var variant = new Variant(plain, all);
      variants.add(variant);
      if (depth + 1 < DEPTH) {
        open.add(new Open(variant, depth + 1));
      }
    }

    private static String cut(String text) {
      if (text.length() <= LONGEST) {
        return text;
      }
      int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
      return text.substring(0, end);
    }
  }
}
