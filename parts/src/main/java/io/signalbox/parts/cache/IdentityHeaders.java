package io.signalbox.parts.cache;

import io.signalbox.config.GlobalConfig;

/**
 * The headers by which the proxy tells who asks.
 *
 * @param user its id
 * @param groups separated by commas
 */
public record IdentityHeaders(String user, String groups) {
  /** As they are called unless the document says otherwise. */
  public static final IdentityHeaders DEFAULT =
      new IdentityHeaders("x-authz-user-id", "x-authz-user-groups");

  /** As a document calls them. */
  public static IdentityHeaders of(GlobalConfig global) {
    var identity = global.services().authz().identity();
    return identity == null
        ? DEFAULT
        : new IdentityHeaders(identity.userIdHeader(), identity.userGroupsHeader());
  }
}
