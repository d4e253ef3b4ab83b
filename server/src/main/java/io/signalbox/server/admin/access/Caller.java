package io.signalbox.server.admin.access;

import io.signalbox.config.Permission;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whoever asks the management API for something.
 *
 * @param role its name; {@code anonymous} for those that nobody asked who they are
 */
public record Caller(String role, Set<Permission> permissions) {
  /** May do nothing but what everybody may. */
  public static final Caller ANONYMOUS = new Caller("anonymous", Set.of());

  /** May do everything. */
  public static final Caller ADMIN = new Caller("admin", EnumSet.allOf(Permission.class));

  public Caller {
    permissions = Set.copyOf(permissions);
  }

  /** Whether it may do something. */
  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }

  /** Whether it may do everything there is. */
  public boolean mayEverything() {
    return permissions.size() == Permission.values().length;
  }
}
