package io.signalbox.server.admin.access;

import io.signalbox.config.ManagementAuth;
import io.signalbox.config.Permission;
import io.signalbox.server.admin.access.Admission.Denied;
import io.signalbox.server.admin.access.Admission.Granted;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells callers apart by their bearer tokens (RFC 6750, 2.1).
 *
 * <p>Only digests of tokens are kept. A token that is shown is digested too and compared with every
 * one of them, each in constant time, so that how long an answer takes tells nothing of a token.
 */
public final class AccessPolicy {
  private static final String SCHEME = "bearer ";

  private final boolean open;
  private final List<Known> known;

  private record Known(byte[] digest, Caller caller) {}

  private AccessPolicy(boolean open, List<Known> known) {
    this.open = open;
    this.known = List.copyOf(known);
  }

  /** Everybody may do everything. */
  public static AccessPolicy open() {
    return new AccessPolicy(true, List.of());
  }

  /**
   * As a document says.
   *
   * @param variable reads the environment; surrounding white space, such as the line's end of a
   *     mounted secret, does not belong to a token
   */
  public static AccessPolicy of(ManagementAuth auth, Function<String, Optional<String>> variable) {
    if (auth.mode() == ManagementAuth.Mode.DISABLED) {
      return open();
    }
    var roles = auth.permissions();
    var known = new ArrayList<Known>();
    for (var token : auth.tokens()) {
      var permissions = roles.get(token.role());
      var value = variable.apply(token.env()).map(String::strip).filter(text -> !text.isEmpty());
      if (permissions != null && value.isPresent()) {
        known.add(new Known(digest(value.get()), new Caller(token.role(), permissions)));
      }
    }
    return new AccessPolicy(false, known);
  }

  /** Whether nobody is asked for a token. */
  public boolean isOpen() {
    return open;
  }

  /** How many tokens there are. */
  public int tokens() {
    return known.size();
  }

  /**
   * Judges a request.
   *
   * @param authorization the header's value, or null without exactly one
   * @param needed what the caller must be allowed to do; null for everything there is
   */
  public Admission judge(@Nullable String authorization, @Nullable Permission needed) {
    if (needed == Permission.HEALTH_READ) {
      return new Granted(Caller.ANONYMOUS);
    }
    if (open) {
      return new Granted(Caller.ADMIN);
    }
    if (known.isEmpty()) {
      return new Denied(
          "", 401, "MANAGEMENT_AUTH_NOT_CONFIGURED", "no token is set, so nobody is let in");
    }
    var caller = authorization == null ? null : caller(authorization);
    if (caller == null) {
      return new Denied(
          "", 401, "UNAUTHORIZED", "no valid token (expected: Authorization: Bearer)");
    }
    if (needed == null ? !caller.mayEverything() : !caller.may(needed)) {
      var permission = needed == null ? "*" : needed.key();
      var message = "the role %s lacks %s".formatted(caller.role(), permission);
      return new Denied(caller.role(), 403, "FORBIDDEN", message);
    }
    return new Granted(caller);
  }

  private @Nullable Caller caller(String authorization) {
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    var shown = digest(authorization.substring(SCHEME.length()).strip());
    Caller found = null;
    for (var one : known) {
      if (MessageDigest.isEqual(one.digest(), shown)) {
        found = one.caller();
      }
    }
    return found;
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
