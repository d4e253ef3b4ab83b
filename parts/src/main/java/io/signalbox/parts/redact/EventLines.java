package io.signalbox.parts.redact;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cuts a stream into server-sent events (WHATWG HTML, 9.2.6) and keeps their bytes, so that what is
 * not changed leaves as it came. Lines end with LF, CR or CRLF.
 */
final class EventLines {
  private static final byte[] DATA = {'d', 'a', 't', 'a'};
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /**
   * A line of an event.
   *
   * @param start offset of its first byte
   * @param end offset behind its last byte, what ends the line left out
   * @param next offset of the next line
   */
  private record Line(int start, int end, int next) {}

  /**
   * An event, with the blank line behind it.
   *
   * @param raw its bytes
   * @param data what its lines of data say, joined by LF; empty without any
   */
  record Event(byte[] raw, byte[] data) {
    /** This event with other data. */
    byte[] with(byte[] changed) {
      var bytes = new ByteArrayOutputStream();
      boolean told = false;
      for (var line : lines(raw)) {
        int value = value(raw, line);
        if (value < 0) {
          bytes.write(raw, line.start(), line.next() - line.start());
        } else if (!told) {
          told = true;
          tell(changed, raw, line, value, bytes);
        }
      }
      return bytes.toByteArray();
    }

    private static void tell(
        byte[] data, byte[] raw, Line line, int value, ByteArrayOutputStream to) {
      int from = 0;
      for (int i = 0; i <= data.length; i++) {
        if (i == data.length || data[i] == '\n') {
          to.write(raw, line.start(), value - line.start());
          to.write(data, from, i - from);
          to.write(raw, line.end(), line.next() - line.end());
          from = i + 1;
        }
      }
    }
  }

  private final int maxBytes;
  private final ByteArrayOutputStream event = new ByteArrayOutputStream();
  private boolean lineBegun;
  private boolean afterCarriageReturn;
  private boolean overflowed;

  /**
   * @param maxBytes of one event
   */
  EventLines(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Whether an event was too long; nothing is told any more. */
  boolean overflowed() {
    return overflowed;
  }

  /** Reads on and hands over every event that is whole now. */
  void feed(byte[] chunk, Consumer<Event> sink) {
    int from = 0;
    for (int i = 0; i < chunk.length; i++) {
      byte b = chunk[i];
      boolean pair = b == '\n' && afterCarriageReturn;
      afterCarriageReturn = b == '\r';
      if (pair) {
        continue;
      }
      if (b != '\n' && b != '\r') {
        lineBegun = true;
      } else if (lineBegun) {
        lineBegun = false;
      } else {
        // The LF of a CRLF goes with it where it is there already.
        int end = b == '\r' && i + 1 < chunk.length && chunk[i + 1] == '\n' ? i + 2 : i + 1;
        keep(chunk, from, end);
        from = end;
        dispatch(sink);
      }
    }
    if (from < chunk.length) {
      keep(chunk, from, chunk.length);
    }
  }

  /**
   * The stream has ended: hands over an event that no blank line ended.
   *
   * @return whether there was one
   */
  boolean end(Consumer<Event> sink) {
    if (event.size() == 0) {
      return false;
    }
    dispatch(sink);
    return true;
  }

  private void keep(byte[] chunk, int from, int to) {
    overflowed |= event.size() + (long) (to - from) > maxBytes;
    if (overflowed) {
      event.reset();
    } else {
      event.write(chunk, from, to - from);
    }
  }

  private void dispatch(Consumer<Event> sink) {
    if (overflowed) {
      return;
    }
    var raw = event.toByteArray();
    event.reset();
    var data = new ByteArrayOutputStream();
    boolean first = true;
    for (var line : lines(raw)) {
      int value = value(raw, line);
      if (value >= 0) {
        if (!first) {
          data.write('\n');
        }
        first = false;
        data.write(raw, value, line.end() - value);
      }
    }
    sink.accept(new Event(raw, data.toByteArray()));
  }

  private static List<Line> lines(byte[] raw) {
    var lines = new ArrayList<Line>();
    int start = begins(raw, 0, raw.length, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    if (start > 0) {
      lines.add(new Line(0, start, start));
    }
    for (int i = start; i < raw.length; i++) {
      if (raw[i] == '\n' || raw[i] == '\r') {
        boolean pair = raw[i] == '\r' && i + 1 < raw.length && raw[i + 1] == '\n';
        int next = pair ? i + 2 : i + 1;
        lines.add(new Line(start, i, next));
        start = next;
        i = next - 1;
      }
    }
    if (start < raw.length) {
      lines.add(new Line(start, raw.length, raw.length));
    }
    return lines;
  }

  /** Where the value of a line of data begins; -1 for other lines. */
  private static int value(byte[] raw, Line line) {
    if (!begins(raw, line.start(), line.end(), DATA)) {
      return -1;
    }
    int at = line.start() + DATA.length;
    if (at == line.end()) {
      return at;
    }
    if (raw[at] != ':') {
      return -1;
    }
    return at + 1 < line.end() && raw[at + 1] == ' ' ? at + 2 : at + 1;
  }

  private static boolean begins(byte[] raw, int start, int end, byte[] word) {
    if (end - start < word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (raw[start + i] != word[i]) {
        return false;
      }
    }
    return true;
  }
}
