package io.signalbox.parts.protocol;

import io.signalbox.translate.Media;
import java.util.Locale;

/** {@code data:} URLs (RFC 2397). */
final class DataUrl {
  private static final String SCHEME = "data:";
  private static final String BASE64 = ";base64";

  private DataUrl() {}

  /** The bytes that a URL holds in base64, or what else it names. */
  static Media media(String url) {
    int comma = url.indexOf(',');
    if (comma < 0 || !url.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return new Media.Url(url);
    }
    var head = url.substring(SCHEME.length(), comma).toLowerCase(Locale.ROOT);
    return head.endsWith(BASE64)
        ? new Media.Inline(head.substring(0, head.indexOf(';')), url.substring(comma + 1))
        : new Media.Url(url);
  }
}
