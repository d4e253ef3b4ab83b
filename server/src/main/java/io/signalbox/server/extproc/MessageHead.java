package io.signalbox.server.extproc;

import io.signalbox.chat.Header;
import io.signalbox.chat.Headers;
import io.signalbox.extproc.wire.HeaderMap;
import io.signalbox.extproc.wire.HeaderValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Locale;

/**
 * The head of an HTTP message as a proxy shows it.
 *
 * @param method request method, or the empty string
 * @param target path with query, or the empty string
 * @param status response status, or 0
 * @param headers without pseudo headers
 * @param dialect the habits of the proxy that shows it
 */
record MessageHead(String method, String target, int status, Headers headers, Dialect dialect) {
  /** Whether the body is a stream of server-sent events. */
  boolean eventStream() {
    var type = headers.first("content-type");
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
  }

  /** Whether the length of the body is announced. */
  boolean sized() {
    return headers.first("content-length") != null;
  }

  static MessageHead of(HeaderMap map) {
    var method = "";
    var target = "";
    int status = 0;
    var fields = new ArrayList<Header>();
    for (var header : map.getHeadersList()) {
      var value = value(header);
      switch (header.getKey()) {
        case ":method" -> method = value;
        case ":path" -> target = value;
        case ":status" -> status = number(value);
        default -> {
          if (!header.getKey().startsWith(":")) {
            fields.add(new Header(header.getKey(), value));
          }
        }
      }
    }
    return new MessageHead(method, target, status, new Headers(fields), Dialect.of(map));
  }

  /** Proxies write {@code raw_value}; agentgateway writes pseudo headers to {@code value}. */
  private static String value(HeaderValue header) {
    return header.getRawValue().isEmpty()
        ? header.getValue()
        : header.getRawValue().toString(StandardCharsets.ISO_8859_1);
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notOne) {
      return 0;
    }
  }
}
