package io.signalbox.parts.protocol;

import io.signalbox.parts.protocol.JsonMembers.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/** Changes to stretches of a byte array; all that lies between them is copied as it is. */
public final class Splices {
  /**
   * One change.
   *
   * @param start offset of the first byte replaced
   * @param end offset behind the last; the same as start for an insertion
   * @param text what stands there instead
   */
  private record Splice(int start, int end, byte[] text) {}

  private final List<Splice> splices = new ArrayList<>();

  public void replace(int start, int end, String text) {
    splices.add(new Splice(start, end, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether nothing is to be changed. */
  public boolean isEmpty() {
    return splices.isEmpty();
  }

  public void insert(int at, String text) {
    replace(at, at, text);
  }

  /**
   * Takes members out of an object, with what separates them from the others. Nothing else may be
   * done to them; others may be added behind the last.
   *
   * @param members where the values of all members stand, in order
   */
  public void remove(byte[] json, SequencedMap<String, Span> members, Set<String> keys) {
    Span kept = null;
    int leading = -1;
    for (var member : members.sequencedEntrySet()) {
      var span = member.getValue();
      boolean gone = keys.contains(member.getKey());
      if (gone && kept != null) {
        replace(kept.end(), span.end(), "");
      } else if (gone && leading < 0) {
        leading = keyStart(json, span);
      } else if (!gone && leading >= 0) {
        replace(leading, keyStart(json, span), "");
        leading = -1;
      }
      kept = gone && kept == null ? null : span;
    }
    if (leading >= 0) {
      replace(leading, members.lastEntry().getValue().end(), "");
    }
  }

  /** Where the key of a value begins. */
  private static int keyStart(byte[] json, Span value) {
    int at = value.start() - 1;
    while (json[at] != '"') {
      at--;
    }
    do {
      at--;
    } while (json[at] != '"' || escaped(json, at));
    return at;
  }

  private static boolean escaped(byte[] json, int at) {
    int backslashes = 0;
    while (json[at - 1 - backslashes] == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  /** The byte that follows, white space of JSON aside. */
  public static int nextVisible(byte[] json, int from) {
    int at = from;
    while (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t') {
      at++;
    }
    return json[at];
  }

  /** The bytes with all changes made; the array itself when there is none. */
  public byte[] applyTo(byte[] bytes) {
    if (splices.isEmpty()) {
      return bytes;
    }
    splices.sort(Comparator.comparingInt(Splice::start));
    int size = bytes.length;
    for (var splice : splices) {
      size += splice.text.length - (splice.end - splice.start);
    }
    var result = new byte[size];
    int from = 0;
    int to = 0;
    for (var splice : splices) {
      int kept = splice.start - from;
      System.arraycopy(bytes, from, result, to, kept);
      System.arraycopy(splice.text, 0, result, to + kept, splice.text.length);
      to += kept + splice.text.length;
      from = splice.end;
    }
    System.arraycopy(bytes, from, result, to, bytes.length - from);
    return result;
  }
}
