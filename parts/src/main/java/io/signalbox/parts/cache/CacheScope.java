package io.signalbox.parts.cache;

import io.signalbox.chat.Headers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who shares answers. */
public enum CacheScope {
  /** Nobody but the one user. */
  USER,
  /** The users of a team. */
  TEAM,
  /** The users of a tenant. */
  TENANT,
  /** Everybody. */
  GLOBAL;

  private static final String TEAM_HEADER = "x-authz-team-id";
  private static final String TENANT_HEADER = "x-authz-tenant-id";

  /** As {@link #of(CacheScope, Headers, IdentityHeaders)}, with the usual headers. */
  public static Optional<Identity> of(@Nullable CacheScope scope, Headers headers) {
    return of(scope, headers, IdentityHeaders.DEFAULT);
  }

  /**
   * Whose answers a call may see. Without a scope, that is the narrowest of what is told of who
   * asks, be it nothing; a scope that nothing is told of leaves no answers at all.
   *
   * @param headers those that may be believed
   */
  public static Optional<Identity> of(
      @Nullable CacheScope scope, Headers headers, IdentityHeaders names) {
    return switch (scope) {
      case null ->
          user(headers, names)
              .or(() -> team(headers, names))
              .or(() -> tenant(headers))
              .or(() -> Optional.of(Identity.NOBODY));
      case USER -> user(headers, names);
      case TEAM -> team(headers, names);
      case TENANT -> tenant(headers);
      case GLOBAL -> Optional.of(Identity.ALL);
    };
  }

  private static Optional<Identity> user(Headers headers, IdentityHeaders names) {
    return within(headers, said(headers, names.user()).map(id -> new Identity("user", id)));
  }

  private static Optional<Identity> team(Headers headers, IdentityHeaders names) {
    var own = said(headers, TEAM_HEADER).map(id -> new Identity("team", id));
    return within(headers, own.or(() -> group(headers, names)));
  }

  private static Optional<Identity> group(Headers headers, IdentityHeaders names) {
    return said(headers, names.groups())
        .map(groups -> groups.split(",", -1)[0].strip())
        .filter(first -> !first.isEmpty())
        .map(first -> new Identity("group", first));
  }

  private static Optional<Identity> tenant(Headers headers) {
    return said(headers, TENANT_HEADER).map(id -> new Identity("tenant", id));
  }

  private static Optional<Identity> within(Headers headers, Optional<Identity> somebody) {
    var tenant = said(headers, TENANT_HEADER);
    return tenant.isEmpty() ? somebody : somebody.map(one -> one.within(tenant.get()));
  }

  private static Optional<String> said(Headers headers, String name) {
    return Optional.ofNullable(headers.first(name)).map(String::strip).filter(id -> !id.isEmpty());
  }
}
