package io.signalbox.parts.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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

  public void insert(int at, String text) {
    replace(at, at, text);
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
