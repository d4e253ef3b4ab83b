package io.signalbox.config;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who may do what with the management API. */
public record ManagementAuth(
    @Doc(
            "disabled: whoever reaches the API may do everything; bearer: a token says which role"
                + " asks.")
        @Default("disabled")
        Mode mode,
    @Doc("The tokens there are.") @Default("[]") List<Token> tokens,
    @Doc(
            "Roles by name, each a list of permissions or *; beside viewer, operator and admin, which"
                + " may be given anew.")
        @Default("{}")
        Map<String, List<String>> roles) {

  /** Every permission at once. */
  public static final String EVERYTHING = "*";

  private static final Set<Permission> VIEWER =
      EnumSet.of(
          Permission.HEALTH_READ,
          Permission.READY_READ,
          Permission.DOCS_READ,
          Permission.METRICS_READ,
          Permission.CLASSIFY_INVOKE,
          Permission.CONFIG_READ,
          Permission.REPLAY_READ,
          Permission.DATA_READ,
          Permission.CACHE_READ,
          Permission.COMPRESSION_READ);

  private static final Set<Permission> OPERATOR =
      EnumSet.of(
          Permission.CONFIG_WRITE,
          Permission.LEARNING_INGEST,
          Permission.REPLAY_DETAIL,
          Permission.DATA_WRITE,
          Permission.CACHE_INVALIDATE,
          Permission.COMPRESSION_PREVIEW);

  /** How callers are told apart. */
  public enum Mode {
    DISABLED,
    BEARER
  }

  /** A token and the role of whoever shows it. */
  public record Token(
      @Doc("Variable of the environment that holds the token.") @NotBlank String env,
      @Doc("Name of the role.") @NotBlank String role) {}

  /** Nobody is asked for a token. */
  public static ManagementAuth disabled() {
    return new ManagementAuth(Mode.DISABLED, List.of(), Map.of());
  }

  public ManagementAuth withMode(Mode other) {
    return new ManagementAuth(other, tokens, roles);
  }

  /** What each role may do. A name of a role that is no permission allows nothing. */
  public Map<String, Set<Permission>> permissions() {
    var permissions = new LinkedHashMap<String, Set<Permission>>();
    var operator = EnumSet.copyOf(VIEWER);
    operator.addAll(OPERATOR);
    permissions.put("viewer", EnumSet.copyOf(VIEWER));
    permissions.put("operator", operator);
    permissions.put("admin", EnumSet.allOf(Permission.class));
    roles.forEach((role, keys) -> permissions.put(role, permissions(keys)));
    return permissions;
  }

  private static Set<Permission> permissions(List<String> keys) {
    if (keys.contains(EVERYTHING)) {
      return EnumSet.allOf(Permission.class);
    }
    var permissions = EnumSet.noneOf(Permission.class);
    keys.forEach(key -> Permission.of(key).ifPresent(permissions::add));
    return permissions;
  }
}
