package io.signalbox.fleet;

import io.signalbox.chat.HeaderEdits;
import io.signalbox.fleet.Backend.Address;
import org.jspecify.annotations.Nullable;

/**
 * What a backend wants to see of who asks, and on which path.
 *
 * @param keyForm how it wants to be shown a key
 * @param key shows it the key of its configuration; nothing when there is none
 * @param headers further headers, which win
 * @param profile whether requests are sent to a path of its own instead of the client's
 * @param chatPath where it takes chat, in place of what its address says, or null
 * @param query what stands behind every path of its own, or null
 */
public record Access(
    KeyForm keyForm,
    HeaderEdits key,
    HeaderEdits headers,
    boolean profile,
    @Nullable String chatPath,
    @Nullable String query) {
  /** Nothing asked for. */
  public static final Access NONE =
      new Access(KeyForm.BEARER, HeaderEdits.NONE, HeaderEdits.NONE, false, null, null);

  private static final String VERSION = "/v1";

  /** What its configuration alone says that it is to be sent. */
  public HeaderEdits configured() {
    return key.and(headers);
  }

  /**
   * The path with query for what a protocol speaks on its standard path. The base path of the
   * address stands in place of {@code /v1}; one that ends as the standard path does is whole.
   *
   * @param standard for example {@code /v1/chat/completions}
   */
  public String path(String standard, Address address) {
    var path =
        chatPath != null && isChat(standard) ? chatPath : joined(address.basePath(), standard);
    return query == null ? path : path + (path.indexOf('?') < 0 ? "?" : "&") + query;
  }

  private static boolean isChat(String standard) {
    return standard.endsWith("/chat/completions") || standard.endsWith("/messages");
  }

  private static String joined(@Nullable String base, String standard) {
    if (base == null || base.isEmpty()) {
      return standard;
    }
    var rest = standard.startsWith(VERSION + "/") ? standard.substring(VERSION.length()) : standard;
    return base.endsWith(rest) ? base : base + rest;
  }
}
