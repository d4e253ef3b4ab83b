package io.signalbox.engine;

import io.signalbox.chat.Header;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.config.AuthzConfig;
import io.signalbox.config.GlobalConfig;
import java.util.Locale;
import java.util.Set;

/**
 * Which request headers are believed, and which go no further. What says who asks counts only when
 * the configuration says that the proxy sets it; the router's own headers are nobody's to send.
 *
 * @param identity whether headers that name the user or carry a provider's key count
 * @param userHeader names the user
 * @param groupsHeader names the user's groups
 * @param keyHeaders carry keys, besides those of the contract
 * @param skipping whether a client may ask to be left alone
 */
public record Trust(
    boolean identity,
    String userHeader,
    String groupsHeader,
    Set<String> keyHeaders,
    boolean skipping) {
  private static final String OWN = "x-vsr-";
  private static final String SELECTED_MODEL = "x-selected-model";
  private static final String IDENTITY = "x-authz-";

  /** Headers with which the router talks to itself; from outside they are a forgery. */
  private static final Set<String> INTERNAL =
      Set.of(
          "x-vsr-internal-auth",
          "x-vsr-looper-request",
          "x-vsr-looper-iteration",
          "x-vsr-looper-decision",
          "x-vsr-fusion-depth",
          "x-vsr-selected-recipe");

  public Trust {
    keyHeaders = Set.copyOf(keyHeaders);
  }

  static Trust of(GlobalConfig global) {
    return of(global.services().authz(), global.router().skipProcessing().enabled());
  }

  static Trust of(AuthzConfig authz, boolean skipping) {
    var identity = authz.identity();
    return new Trust(
        authz.trusted(),
        identity == null ? "x-authz-user-id" : identity.userIdHeader().toLowerCase(Locale.ROOT),
        identity == null
            ? "x-authz-user-groups"
            : identity.userGroupsHeader().toLowerCase(Locale.ROOT),
        authz.keyHeaders(),
        skipping);
  }

  /** Whether a request is to pass untouched. */
  public boolean skips(Headers received) {
    return skipping && received.says("x-vsr-skip-processing", "true");
  }

  /** The headers that the router may act on. */
  public Headers believed(Headers received) {
    return new Headers(
        received.fields().stream()
            .filter(field -> identity || !(names(field.name()) || key(field.name())))
            .filter(field -> !INTERNAL.contains(field.name()))
            .toList());
  }

  /** Takes out what no backend may see, of the headers as they came. */
  public HeaderEdits withheld(Headers received) {
    var edits = HeaderEdits.NONE;
    for (var name : received.fields().stream().map(Header::name).distinct().toList()) {
      if (name.startsWith(OWN)
          || name.equals(SELECTED_MODEL)
          || key(name)
          || (!identity && names(name))) {
        edits = edits.remove(name);
      }
    }
    return edits;
  }

  private boolean names(String name) {
    return name.startsWith(IDENTITY) || name.equals(userHeader) || name.equals(groupsHeader);
  }

  private boolean key(String name) {
    return (name.startsWith("x-user-") && name.endsWith("-key")) || keyHeaders.contains(name);
  }
}
