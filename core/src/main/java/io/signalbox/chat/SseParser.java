package io.signalbox.chat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Reads server-sent events (WHATWG HTML, 9.2.6) from bytes that are cut anywhere. Lines end with
 * LF, CR or CRLF; comments, unknown fields and a byte order mark at the beginning are skipped.
 * Unlike a browser it also tells an event that ends with the stream instead of a blank line. For
 * one stream, on one thread.
 */
public final class SseParser {
  private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

  private final int maxBytes;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private boolean hasData;
  private String name = "";
  private String id = "";
  private boolean afterCarriageReturn;
  private boolean firstLine = true;
  private boolean lineBegun;
  private boolean tooLong;
  private boolean overflowed;

  /**
   * @param maxBytes of the lines of one event; longer events are left out
   */
  public SseParser(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Whether an event was too long and left out. */
  public boolean overflowed() {
    return overflowed;
  }

  /** Reads on and hands over every event that is whole now. */
  public void feed(byte[] chunk, Consumer<SseEvent> sink) {
    int from = 0;
    for (int i = 0; i < chunk.length; i++) {
      byte b = chunk[i];
      if (b == '\n' && afterCarriageReturn) {
        from = i + 1;
      } else if (b == '\n' || b == '\r') {
        append(chunk, from, i);
        endLine(sink);
        from = i + 1;
      }
      afterCarriageReturn = b == '\r';
    }
    append(chunk, from, chunk.length);
  }

  /** The stream has ended: hands over an event that no blank line ended. */
  public void end(Consumer<SseEvent> sink) {
    if (lineBegun) {
      endLine(sink);
    }
    dispatch(sink);
  }

  private void append(byte[] chunk, int from, int to) {
    lineBegun |= to > from;
    if (line.size() + data.size() + (to - from) > maxBytes) {
      tooLong = true;
      line.reset();
      data.reset();
    }
    if (!tooLong) {
      line.write(chunk, from, to - from);
    }
  }

  private void endLine(Consumer<SseEvent> sink) {
    var bytes = line.toByteArray();
    line.reset();
    int start = firstLine && startsWithMark(bytes) ? BYTE_ORDER_MARK.length : 0;
    boolean blank = !lineBegun;
    firstLine = false;
    lineBegun = false;
    if (blank) {
      dispatch(sink);
    } else if (!tooLong) {
      field(bytes, start);
    }
  }

  private static boolean startsWithMark(byte[] bytes) {
    return bytes.length >= 3
        && (bytes[0] & 0xFF) == BYTE_ORDER_MARK[0]
        && (bytes[1] & 0xFF) == BYTE_ORDER_MARK[1]
        && (bytes[2] & 0xFF) == BYTE_ORDER_MARK[2];
  }

  private void field(byte[] bytes, int start) {
    int colon = start;
    while (colon < bytes.length && bytes[colon] != ':') {
      colon++;
    }
    int value = Math.min(colon + 1, bytes.length);
    if (value < bytes.length && bytes[value] == ' ') {
      value++;
    }
    switch (text(bytes, start, colon)) {
      case "data" -> {
        if (hasData) {
          data.write('\n');
        }
        hasData = true;
        data.write(bytes, value, bytes.length - value);
      }
      case "event" -> name = text(bytes, value, bytes.length);
      case "id" -> {
        var told = text(bytes, value, bytes.length);
        id = told.indexOf('\0') < 0 ? told : id;
      }
      default -> {}
    }
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private void dispatch(Consumer<SseEvent> sink) {
    if (tooLong) {
      overflowed = true;
    } else if (hasData) {
      sink.accept(
          new SseEvent(
              name.isEmpty() ? "message" : name, data.toString(StandardCharsets.UTF_8), id));
    }
    data.reset();
    hasData = false;
    name = "";
    tooLong = false;
  }
}
