package io.signalbox.gateways.config;

import java.util.regex.Pattern;

/**
 * Where a gateway finds the router's ExtProc service.
 *
 * @param host a name or address; an IPv6 address without its brackets
 * @param port 1 to 65535
 */
public record RouterAddress(String host, int port) {
  /** The router's own port. */
  public static final int PORT = 50051;

  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9][A-Za-z0-9._-]*))(?::(\\d{1,5}))?");

  /**
   * Reads {@code host[:port]}.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static RouterAddress parse(String text) {
    var matcher = FORM.matcher(text.strip());
    if (matcher.matches()) {
      int port = matcher.group(3) == null ? PORT : Integer.parseInt(matcher.group(3));
      var host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      if (port >= 1 && port <= 65535 && !Numeric.isWrong(host)) {
        return new RouterAddress(host, port);
      }
    }
    throw new IllegalArgumentException(
        "%s (expected: host:port, such as 127.0.0.1:50051)".formatted(text));
  }

  /** {@code host:port}, an IPv6 address in brackets. */
  String authority() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  /** The name of the Service: the first label of the host. */
  String service() {
    return host.split("\\.", 2)[0];
  }

  /** The namespace of the Service: the second label of the host, else the one given. */
  String namespace(String otherwise) {
    var labels = host.split("\\.", 3);
    return labels.length > 1 ? labels[1] : otherwise;
  }
}
