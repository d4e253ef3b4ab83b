package io.signalbox.parts.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds many strings in one pass over a text.
 *
 * <p>This is the automaton of Aho and Corasick ("Efficient string matching", 1975): a trie whose
 * nodes know where to go on when the text leaves the trie, which is the longest proper suffix of
 * what was read that is in the trie as well. A text of n characters takes fewer than 2n steps,
 * however many strings there are.
 *
 * <p>The trie is a double array (Aoe, "An efficient digital search algorithm", 1989): a node is a
 * cell, its child by a character stands at its base plus the character's code, and a cell knows its
 * parent. Ten thousand keywords take about two megabytes, which stay in a core's cache. Codes are
 * small numbers for the characters that occur in strings, frequent ones first; all others have code
 * 0 and lead to the root.
 *
 * <p>Characters are those of UTF-16, as {@link String#indexOf} compares them.
 */
public final class Automaton {
  /**
   * Numbers a cell: its base, its parent, where to go on, and the longest string that ends there.
   */
  private static final int WIDTH = 4;

  private static final int BASE = 0;
  private static final int PARENT = 1;
  private static final int FAIL = 2;
  private static final int HIT = 3;
  private static final int FREE = -1;
  private static final char KELVIN_SIGN = '\u212a';
  private static final char LONG_S = '\u017f';

  /** What to look at next. */
  public enum Next {
    /** The next shorter string that ends at the same place. */
    SHORTER,
    /** What ends behind this place. */
    FURTHER,
    /** Nothing. */
    NOTHING
  }

  /** Takes what is found. */
  public interface Sink {
    /**
     * A string ends here; of several the longest comes first.
     *
     * @param string its number
     * @param end offset behind its last character
     */
    Next found(int string, int end);
  }

  private final char[][] codes;
  private final int[] cells;
  private final int[] shorter;

  /**
   * @param wanted distinct strings, none empty; found by their number in this list
   * @param ignoreCase whether letters of ASCII are found in either case, and in the two other
   *     characters whose case folds to them; the strings are in lower case then
   */
  public Automaton(List<String> wanted, boolean ignoreCase) {
    codes = codes(wanted, ignoreCase);
    var trie = new Trie(wanted, codes);
    cells = trie.cells;
    shorter = trie.shorter;
    if (ignoreCase) {
      for (char letter = 'a'; letter <= 'z'; letter++) {
        alias(Character.toUpperCase(letter), letter);
      }
      alias(KELVIN_SIGN, 'k');
      alias(LONG_S, 's');
    }
  }

  /** Tells every occurrence of every string, those that end first first. */
  public void scan(String text, Sink sink) {
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      int code = codes[character >>> 8][character & 0xff];
      if (code == 0) {
        state = 0;
        continue;
      }
      state = next(state, code);
      int hit = cells[state * WIDTH + HIT];
      while (hit != 0) {
        var next = sink.found(hit - 1, i + 1);
        if (next == Next.NOTHING) {
          return;
        }
        hit = next == Next.FURTHER ? 0 : shorter[hit - 1];
      }
    }
  }

  /** The number of the longest string that a string ends with, or -1. */
  int shorter(int string) {
    return shorter[string] - 1;
  }

  private int next(int from, int code) {
    int state = from;
    while (true) {
      int cell = state * WIDTH;
      int child = cells[cell + BASE] + code;
      if (cells[child * WIDTH + PARENT] == state) {
        return child;
      }
      if (state == 0) {
        return 0;
      }
      state = cells[cell + FAIL];
    }
  }

  private void alias(char character, char of) {
    codes[character >>> 8][character & 0xff] = codes[of >>> 8][of & 0xff];
  }

  /** Pages of codes by character; those without a character are one. */
  private static char[][] codes(List<String> wanted, boolean ignoreCase) {
    var counts = new HashMap<Character, Integer>();
    for (var string : wanted) {
      for (int i = 0; i < string.length(); i++) {
        counts.merge(string.charAt(i), 1, Integer::sum);
      }
    }
    var owned = new BitSet();
    counts.keySet().forEach(character -> owned.set(character >>> 8));
    if (ignoreCase) {
      owned.set(0);
      owned.set(KELVIN_SIGN >>> 8);
      owned.set(LONG_S >>> 8);
    }
    var codes = new char[256][];
    Arrays.fill(codes, new char[256]);
    owned.stream().forEach(page -> codes[page] = new char[256]);
    char code = 0;
    for (char character : byFrequency(counts)) {
      codes[character >>> 8][character & 0xff] = ++code;
    }
    return codes;
  }

  private static Collection<Character> byFrequency(Map<Character, Integer> counts) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<Character, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d strings", shorter.length);
  }

  /** Lays out the cells. Nodes are placed level by level, so that a suffix stands before it. */
  private static final class Trie {
    private final List<String> wanted;
    private final Integer[] order;
    private final char[][] codes;
    private int[] cells = new int[0];
    private final int[] shorter;
    private int firstFree = 1;

    Trie(List<String> wanted, char[][] codes) {
      this.wanted = wanted;
      this.codes = codes;
      shorter = new int[wanted.size()];
      order = new Integer[wanted.size()];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, (a, b) -> wanted.get(a).compareTo(wanted.get(b)));
      reserve(1024);
      cells[PARENT] = 0;
      // Child 0 of the root is the root itself, but no character has code 0.
      var level = List.of(new Node(0, 0, order.length));
      for (int depth = 0; !level.isEmpty(); depth++) {
        level = children(level, depth);
      }
      trim();
    }

    /** A node: its cell, and the range of sorted strings that begin with what leads to it. */
    private record Node(int cell, int from, int to) {}

    private List<Node> children(List<Node> level, int depth) {
      var below = new ArrayList<Node>();
      for (var node : level) {
        int from = node.from;
        while (from < node.to && string(from).length() == depth) {
          from++;
        }
        var starts = new int[node.to - from + 1];
        var characters = new int[node.to - from];
        int count = 0;
        for (int at = from; at < node.to; at++) {
          char character = string(at).charAt(depth);
          int code = codes[character >>> 8][character & 0xff];
          if (count == 0 || characters[count - 1] != code) {
            starts[count] = at;
            characters[count++] = code;
          }
        }
        starts[count] = node.to;
        if (count > 0) {
          place(node.cell, Arrays.copyOf(characters, count));
        }
        for (int i = 0; i < count; i++) {
          int child = cells[node.cell * WIDTH + BASE] + characters[i];
          below.add(new Node(child, starts[i], starts[i + 1]));
          finish(child, node.cell, characters[i], starts[i], depth + 1);
        }
      }
      return below;
    }

    private String string(int sorted) {
      return wanted.get(order[sorted]);
    }

    /** Finds room for the children of a node, first fit. */
    private void place(int node, int[] characters) {
      int least = Arrays.stream(characters).min().orElseThrow();
      int most = Arrays.stream(characters).max().orElseThrow();
      while (firstFree < size() && parent(firstFree) != FREE) {
        firstFree++;
      }
      int taken = 0;
      for (int at = Math.max(firstFree, least + 1); ; at++) {
        int base = at - least;
        reserve(base + most + 1);
        if (parent(at) != FREE) {
          taken++;
        } else if (fits(base, characters)) {
          cells[node * WIDTH + BASE] = base;
          for (int character : characters) {
            cells[(base + character) * WIDTH + PARENT] = node;
          }
          // Where nearly all is taken, the next search need not look again.
          if (taken > 64 && taken * 20L > (at - firstFree) * 19L) {
            firstFree = at;
          }
          return;
        }
      }
    }

    private boolean fits(int base, int[] characters) {
      for (int character : characters) {
        if (parent(base + character) != FREE) {
          return false;
        }
      }
      return true;
    }

    private int parent(int cell) {
      return cells[cell * WIDTH + PARENT];
    }

    /** Where to go on from a new node, and which strings end in it. */
    private void finish(int cell, int parent, int character, int sorted, int depth) {
      int suffix = 0;
      if (parent != 0) {
        int at = cells[parent * WIDTH + FAIL];
        while (true) {
          int child = cells[at * WIDTH + BASE] + character;
          if (child < size() && child != cell && parent(child) == at) {
            suffix = child;
            break;
          }
          if (at == 0) {
            break;
          }
          at = cells[at * WIDTH + FAIL];
        }
      }
      cells[cell * WIDTH + FAIL] = suffix;
      cells[cell * WIDTH + HIT] = cells[suffix * WIDTH + HIT];
      if (string(sorted).length() == depth) {
        int ending = order[sorted];
        shorter[ending] = cells[suffix * WIDTH + HIT];
        cells[cell * WIDTH + HIT] = ending + 1;
      }
    }

    private int size() {
      return cells.length / WIDTH;
    }

    private void reserve(int count) {
      int old = size();
      if (count <= old) {
        return;
      }
      int grown = Math.max(count, old + old / 2);
      cells = Arrays.copyOf(cells, grown * WIDTH);
      for (int cell = old; cell < grown; cell++) {
        cells[cell * WIDTH + PARENT] = FREE;
      }
    }

    /** Leaves as many cells as any base and code can lead to. */
    private void trim() {
      int highest = 0;
      int alphabet = 0;
      for (var page : codes) {
        for (char code : page) {
          alphabet = Math.max(alphabet, code);
        }
      }
      for (int cell = 0; cell < size(); cell++) {
        if (parent(cell) != FREE) {
          highest = Math.max(highest, Math.max(cell, cells[cell * WIDTH + BASE]));
        }
      }
      int needed = highest + alphabet + 1;
      reserve(needed);
      cells = Arrays.copyOf(cells, needed * WIDTH);
    }
  }
}
