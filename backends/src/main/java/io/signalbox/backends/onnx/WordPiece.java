package io.signalbox.backends.onnx;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;

/**
 * Splits a text into the pieces of an uncased WordPiece vocabulary. Safe on any string and by many
 * threads at once; the time is linear in the length of the text.
 *
 * <p>A normalised text ({@link NormalText}) falls into words at spaces and punctuation. Each word
 * is covered from the left by the longest pieces of the vocabulary; a word that cannot be covered,
 * or that has more than 100 characters, becomes one {@code [UNK]}. Names of special tokens in the
 * text, such as {@code [SEP]}, are read as plain text, so that a prompt cannot forge the frame of
 * the encoder's input.
 */
public final class WordPiece {
  private static final int LONGEST_WORD = 100;

  private final PieceTrie starts = new PieceTrie();
  private final PieceTrie suffixes = new PieceTrie();
  private final String[] pieces;
  private final BitSet continuations = new BitSet();
  private final int unknown;
  private final int start;
  private final int end;

  /**
   * @param vocabulary piece to id; pieces that continue a word start with {@code ##}
   */
  public WordPiece(Map<String, Integer> vocabulary) {
    pieces = new String[vocabulary.size()];
    Arrays.fill(pieces, "");
    vocabulary.forEach((piece, id) -> {
      boolean continues = piece.startsWith("##") && piece.length() > 2;
      var spelling = continues ? piece.substring(2) : piece;
      (continues ? suffixes : starts).put(spelling, id);
      pieces[id] = spelling;
      continuations.set(id, continues);
    });
    unknown = special(vocabulary, "[UNK]");
    start = special(vocabulary, "[CLS]");
    end = special(vocabulary, "[SEP]");
  }

  /** The tokenizer of all-MiniLM-L6-v2, which the signal encoder shares. */
  public static WordPiece bundled() {
    return MiniLmModel.wordPiece();
  }

  /** The pieces of a text, without the frame of {@link #start()} and {@link #end()}. */
  public Pieces pieces(String text) {
    var normal = NormalText.of(text);
    int length = normal.length();
    var pieces = new Pieces(text, length / 4 + 8);
    int position = 0;
    while (position < length) {
      int c = normal.codePointAt(position);
      int next = position + Character.charCount(c);
      if (c != ' ') {
        if (!NormalText.isPunctuation(c)) {
          next = wordEnd(normal, next);
        }
        cover(normal, position, next, pieces);
      }
      position = next;
    }
    return pieces;
  }

  /** The ids of {@link #pieces}. */
  public int[] ids(String text) {
    return pieces(text).ids();
  }

  /** The id that opens every window. */
  public int start() {
    return start;
  }

  /** The id that closes every window. */
  public int end() {
    return end;
  }

  /** The id of a word that the vocabulary cannot spell. */
  public int unknown() {
    return unknown;
  }

  /** How a piece is spelled, without the mark of continuation. */
  String spelling(int id) {
    return pieces[id];
  }

  /** Whether a piece goes on with the word of the piece before it. */
  boolean continues(int id) {
    return continuations.get(id);
  }

  private static int wordEnd(NormalText text, int from) {
    int position = from;
    while (position < text.length()) {
      int c = text.codePointAt(position);
      if (c == ' ' || NormalText.isPunctuation(c)) {
        return position;
      }
      position += Character.charCount(c);
    }
    return position;
  }

  private void cover(NormalText text, int from, int to, Pieces out) {
    if (to - from > LONGEST_WORD && tooLong(text, from, to)) {
      out.add(unknown, text.start(from), text.end(to - 1));
      return;
    }
    int mark = out.size();
    var trie = starts;
    int position = from;
    while (position < to) {
      int node = PieceTrie.ROOT;
      int found = PieceTrie.ABSENT;
      int foundEnd = position;
      for (int i = position; i < to; i++) {
        node = trie.child(node, text.charAt(i));
        if (node == PieceTrie.ABSENT) {
          break;
        }
        int piece = trie.piece(node);
        if (piece != PieceTrie.ABSENT) {
          found = piece;
          foundEnd = i + 1;
        }
      }
      if (found == PieceTrie.ABSENT) {
        out.truncate(mark);
        out.add(unknown, text.start(from), text.end(to - 1));
        return;
      }
      out.add(found, text.start(position), text.end(foundEnd - 1));
      position = foundEnd;
      trie = suffixes;
    }
  }

  private static boolean tooLong(NormalText text, int from, int to) {
    int characters = 0;
    for (int i = from; i < to && characters <= LONGEST_WORD; i++) {
      characters += Character.isLowSurrogate(text.charAt(i)) ? 0 : 1;
    }
    return characters > LONGEST_WORD;
  }

  private static int special(Map<String, Integer> vocabulary, String piece) {
    Integer id = vocabulary.get(piece);
    if (id == null) {
      throw new IllegalArgumentException("vocabulary: no " + piece + " (expected: WordPiece)");
    }
    return id;
  }
}
