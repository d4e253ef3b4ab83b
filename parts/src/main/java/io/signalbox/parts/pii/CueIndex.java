package io.signalbox.parts.pii;

import java.util.Arrays;

/** Where the cues of a text stand, in the order of their ends. */
final class CueIndex {
  /** More than the longest cue. */
  private static final int LONGEST = 64;

  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private long[] bits = new long[16];
  private int count;

  void add(int start, int end, long what) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
      bits = Arrays.copyOf(bits, 2 * count);
    }
    int at = count++;
    // The rest of a stem's word may reach behind what was found since; by a few places at most.
    while (at > 0 && ends[at - 1] > end) {
      starts[at] = starts[at - 1];
      ends[at] = ends[at - 1];
      bits[at] = bits[at - 1];
      at--;
    }
    starts[at] = start;
    ends[at] = end;
    bits[at] = what;
  }

  int count() {
    return count;
  }

  int start(int cue) {
    return starts[cue];
  }

  int end(int cue) {
    return ends[cue];
  }

  boolean is(int cue, long what) {
    return (bits[cue] & what) != 0;
  }

  /** How many cues end at or before an offset. */
  private int upTo(int offset) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ends[middle] <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Whether a stretch lies within a cue, or is one. */
  boolean covers(int start, int end) {
    for (int i = upTo(end - 1); i < count && ends[i] <= end + LONGEST; i++) {
      if (starts[i] <= start && ends[i] >= end) {
        return true;
      }
    }
    return false;
  }

  /** The last cue of some kinds that ends at most so far before an offset; -1 for none. */
  int before(long what, int offset, int reach) {
    for (int i = upTo(offset) - 1; i >= 0 && ends[i] >= offset - reach; i--) {
      if ((bits[i] & what) != 0) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a cue of some kinds begins at most so far behind an offset. */
  boolean after(long what, int offset, int reach) {
    // A cue is no longer than the words of the list are.
    for (int i = upTo(offset); i < count && starts[i] <= offset + reach; i++) {
      if ((bits[i] & what) != 0 && starts[i] >= offset) {
        return true;
      }
    }
    return false;
  }

  /** Whether a cue of some kinds stands at most so far before or, half as far, behind a stretch. */
  boolean near(long what, int start, int end, int reach) {
    return before(what, start, reach) >= 0 || after(what, end, reach / 2);
  }

  /**
   * The kinds of the nearest cue of some kinds before an offset; 0 for none. Of two that end at the
   * same place the longer one counts.
   */
  long nearest(long what, int offset, int reach) {
    int found = before(what, offset, reach);
    if (found < 0) {
      return 0;
    }
    int longest = found;
    for (int i = found - 1; i >= 0 && ends[i] == ends[found]; i--) {
      if ((bits[i] & what) != 0 && starts[i] < starts[longest]) {
        longest = i;
      }
    }
    return bits[longest];
  }
}
