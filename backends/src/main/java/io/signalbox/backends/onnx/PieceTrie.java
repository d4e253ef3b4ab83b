package io.signalbox.backends.onnx;

import java.util.Arrays;

/**
 * A trie over the pieces of a vocabulary, held in one open-addressing table from (node, char) to
 * node, so that the longest piece that starts at a position costs one probe a character.
 */
final class PieceTrie {
  static final int ROOT = 0;
  static final int ABSENT = -1;

  private static final int HASH = 0x9E3779B9;

  private long[] keys = new long[1 << 16];
  private int[] children = new int[1 << 16];
  private int[] pieces = new int[1 << 15];
  private int nodes = 1;

  PieceTrie() {
    Arrays.fill(keys, -1);
    Arrays.fill(pieces, ABSENT);
  }

  void put(CharSequence piece, int id) {
    int node = ROOT;
    for (int i = 0; i < piece.length(); i++) {
      int next = child(node, piece.charAt(i));
      node = next == ABSENT ? grow(node, piece.charAt(i)) : next;
    }
    pieces[node] = id;
  }

  /** The node one character on, {@link #ABSENT} when no piece goes that way. */
  int child(int node, char c) {
    int slot = slot(key(node, c));
    return keys[slot] == -1 ? ABSENT : children[slot];
  }

  /** The id of the piece that ends at a node, {@link #ABSENT} when none does. */
  int piece(int node) {
    return pieces[node];
  }

  private int grow(int node, char c) {
    if (nodes * 2 > keys.length) {
      rehash();
    }
    if (nodes == pieces.length) {
      pieces = Arrays.copyOf(pieces, nodes * 2);
      Arrays.fill(pieces, nodes, nodes * 2, ABSENT);
    }
    int slot = slot(key(node, c));
    keys[slot] = key(node, c);
    children[slot] = nodes;
    return nodes++;
  }

  private void rehash() {
    var oldKeys = keys;
    var oldChildren = children;
    keys = new long[oldKeys.length * 2];
    children = new int[oldKeys.length * 2];
    Arrays.fill(keys, -1);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != -1) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        children[slot] = oldChildren[i];
      }
    }
  }

  private static long key(int node, char c) {
    return ((long) node << Character.SIZE) | c;
  }

  private int slot(long key) {
    int hash = Long.hashCode(key) * HASH;
    int mask = keys.length - 1;
    int slot = (hash ^ (hash >>> 15)) & mask;
    while (keys[slot] != -1 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
