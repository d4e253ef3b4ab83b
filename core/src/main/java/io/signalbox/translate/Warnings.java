package io.signalbox.translate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a translation could not carry, as the header {@code x-vsr-protocol-warnings} tells it: a
 * comma list of {@code severity;reason;field}. Fields are places such as {@code
 * messages[2].content[0]}, never what stands there. For one call, on one thread.
 */
public final class Warnings {
  public static final String HEADER = "x-vsr-protocol-warnings";

  private static final int MAX_BYTES = 4096;
  private static final int TRAILER_ROOM = 48;
  private static final int MAX_KEPT = 512;

  private final Set<String> entries = new LinkedHashSet<>();
  private int left;

  /**
   * Notes something that was left out or changed.
   *
   * @param reason in lower case with underscores, for example {@code unsupported_block_type}
   * @param field where it stood in the request or reply
   */
  public void add(String reason, String field) {
    if (entries.size() < MAX_KEPT) {
      entries.add("warning;" + encoded(reason) + ";" + encoded(field));
    } else {
      left++;
    }
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The value of the header, at most 4096 bytes; empty when there is nothing to tell. */
  public String header() {
    var whole = String.join(",", entries);
    if (left == 0 && whole.length() <= MAX_BYTES) {
      return whole;
    }
    List<String> kept = new ArrayList<>();
    int size = 0;
    for (var entry : entries) {
      size += entry.length() + 1;
      if (size > MAX_BYTES - TRAILER_ROOM) {
        break;
      }
      kept.add(entry);
    }
    kept.add("error;warnings_truncated;count=" + (entries.size() - kept.size() + left));
    return String.join(",", kept);
  }

  /** The text in printable ASCII without separators, everything else percent-encoded. */
  private static String encoded(String text) {
    var encoded = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (c <= ' ' || c >= 0x7f || c == ',' || c == ';' || c == '%') {
            for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
              encoded.append("%%%02X".formatted(b & 0xff));
            }
          } else {
            encoded.append((char) c);
          }
        });
    return encoded.toString();
  }
}
