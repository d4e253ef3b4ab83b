package io.signalbox.server.gateway;

import io.signalbox.chat.Header;
import io.signalbox.chat.HeaderEdit;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The header fields of a message that are meant for more than one hop (RFC 9110, 7.6.1). */
final class EndToEndHeaders {
  private static final Set<String> ONE_HOP =
      Set.of(
          "connection",
          "http2-settings",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authentication-info",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private EndToEndHeaders() {}

  /** Every field as it was received. */
  static Headers received(MultiMap fields) {
    var all = new ArrayList<Header>();
    for (var field : fields) {
      if (!field.getKey().startsWith(":")) {
        all.add(new Header(field.getKey(), field.getValue()));
      }
    }
    return new Headers(all);
  }

  /** Without the fields of one hop, those that {@code connection} lists, and malformed ones. */
  static Headers of(Headers received) {
    var dropped = new HashSet<>(ONE_HOP);
    for (var field : received.fields()) {
      if (field.name().equals("connection")) {
        for (var listed : field.value().split(",", -1)) {
          dropped.add(listed.strip().toLowerCase(Locale.ROOT));
        }
      }
    }
    return without(received, dropped);
  }

  /** Without the fields of these names, and without malformed ones. */
  static Headers without(Headers headers, Set<String> names) {
    return new Headers(
        headers.fields().stream()
            .filter(field -> !names.contains(field.name()))
            .filter(field -> token(field.name()) && printable(field.value()))
            .toList());
  }

  /**
   * Edits that can go on the wire: characters beyond Latin-1 become their UTF-8 bytes, control
   * characters become blanks.
   */
  static HeaderEdits onWire(HeaderEdits edits) {
    List<HeaderEdit> all = new ArrayList<>();
    for (var edit : edits.edits()) {
      all.add(
          switch (edit) {
            case HeaderEdit.Overwrite(String name, String value) ->
                new HeaderEdit.Overwrite(name, onWire(value));
            case HeaderEdit.Append(String name, String value) ->
                new HeaderEdit.Append(name, onWire(value));
            case HeaderEdit.Remove remove -> remove;
          });
    }
    return new HeaderEdits(all);
  }

  static void write(Headers headers, MultiMap fields) {
    for (var field : headers.fields()) {
      fields.add(field.name(), field.value());
    }
  }

  private static String onWire(String value) {
    var plain = value;
    if (!printable(value)) {
      plain = value.replaceAll("[\\x00-\\x08\\x0a-\\x1f\\x7f]", " ");
    }
    boolean ascii = plain.chars().allMatch(c -> c < 0x80);
    return ascii
        ? plain
        : new String(plain.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static boolean printable(String value) {
    return value.chars().allMatch(c -> (c >= 0x20 && c != 0x7f) || c == '\t');
  }

  private static boolean token(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(c ->
                (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
  }
}
