package io.signalbox.parts.protocol;

import io.signalbox.translate.Media;
import java.util.Locale;

/** {@code data:} URLs (RFC 2397), as images and files stand in requests. */
public final class DataUrl {
  private static final String BASE64 = ";base64";

  private DataUrl() {}

  /** The bytes in the URL where it holds them in base64, else the URL itself. */
  public static Media media(String url) {
    int comma = url.indexOf(',');
    if (comma < 5 || !url.regionMatches(true, 0, "data:", 0, 5)) {
      return new Media.Url(url);
    }
    var head = url.substring(5, comma).toLowerCase(Locale.ROOT);
    if (!head.endsWith(BASE64)) {
      return new Media.Url(url);
    }
    var type = head.substring(0, head.length() - BASE64.length());
    int parameter = type.indexOf(';');
    var plain = parameter < 0 ? type : type.substring(0, parameter);
    return new Media.Inline(plain.isEmpty() ? "text/plain" : plain, url.substring(comma + 1));
  }

  public static String of(Media.Inline inline) {
    return "data:" + inline.mediaType() + BASE64 + "," + inline.base64();
  }
}
