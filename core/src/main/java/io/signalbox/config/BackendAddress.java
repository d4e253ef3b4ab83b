package io.signalbox.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a backend is connected to.
 *
 * @param host a name or address; an IPv6 address without its brackets
 * @param port 1 to 65535
 * @param basePath what comes before the API's own path; empty, or begins with a slash and ends
 *     without one
 */
public record BackendAddress(String host, int port, boolean tls, String basePath) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?"
              + "(?:\\[(?<six>[0-9A-Fa-f:.]+(?:%[A-Za-z0-9]+)?)]|(?<host>[A-Za-z0-9_](?:[A-Za-z0-9._-]*)))"
              + "(?::(?<port>\\d{1,5}))?(?<path>/[^?#\\s]*)?");

  /**
   * Reads {@code [scheme://]host[:port][/path]}; empty when the text has another form.
   *
   * @param tls whether to speak TLS when there is no scheme
   */
  static Optional<BackendAddress> parse(String text, boolean tls) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var scheme = matcher.group("scheme");
    var secure = scheme == null ? tls : scheme.toLowerCase(Locale.ROOT).equals("https");
    if (scheme != null && !secure && !scheme.toLowerCase(Locale.ROOT).equals("http")) {
      return Optional.empty();
    }
    var six = matcher.group("six");
    var host = six == null ? matcher.group("host") : six;
    var port = port(matcher.group("port"), secure);
    if (host == null || port < 1 || port > 65535) {
      return Optional.empty();
    }
    return Optional.of(new BackendAddress(host, port, secure, trimmed(matcher.group("path"))));
  }

  /** The same address without its path. */
  BackendAddress root() {
    return new BackendAddress(host, port, tls, "");
  }

  /** {@code host:port}, an IPv6 address in brackets. */
  public String authority() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  private static int port(@Nullable String text, boolean secure) {
    if (text == null) {
      return secure ? 443 : 80;
    }
    return Integer.parseInt(text);
  }

  private static String trimmed(@Nullable String path) {
    var end = path == null ? 0 : path.length();
    while (path != null && end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path == null ? "" : path.substring(0, end);
  }
}
