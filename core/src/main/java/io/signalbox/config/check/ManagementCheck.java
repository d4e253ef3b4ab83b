package io.signalbox.config.check;

import io.signalbox.config.GlobalConfig.ManagementApi;
import io.signalbox.config.ManagementAuth;
import io.signalbox.config.Permission;
import io.signalbox.config.tree.EnvSubstitution;
import io.signalbox.config.tree.Places;
import io.signalbox.config.tree.Problem;
import io.signalbox.config.tree.Problems;
import io.signalbox.config.tree.Suggestions;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks where the management API listens and who may use it. What flags of the command line can
 * still mend is a warning here; a start that it is not mended for is refused.
 */
final class ManagementCheck {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
  private static final int SHORTEST_TOKEN = 16;

  private final Places places;
  private final Problems problems;
  private final EnvSubstitution environment;

  ManagementCheck(Places places, Problems problems, EnvSubstitution environment) {
    this.places = places;
    this.problems = problems;
    this.environment = environment;
  }

  void check(ManagementApi management) {
    var auth = management.auth();
    exposure(management);
    auth.roles().forEach((role, keys) -> role(auth, role, keys));
    var seen = new HashMap<String, String>();
    for (var token : auth.tokens()) {
      token(token, auth.permissions(), seen);
    }
    if (auth.mode() == ManagementAuth.Mode.BEARER && auth.tokens().isEmpty()) {
      warn(auth, "mode", "bearer without a token, so nobody is let in", "auth.tokens");
    }
  }

  private void exposure(ManagementApi management) {
    var address = literal(management.bindAddress());
    if (address.isEmpty()) {
      error(management, "bindAddress", management.bindAddress(), "an IP address or localhost");
    } else if (!address.get().isLoopbackAddress()
        && !management.remoteExposure()
        && !management.internal(environment)) {
      warn(management, "bindAddress", management.bindAddress(), ManagementApi.EXPECTATION);
    }
    if (management.remoteExposure() && management.auth().tokens().isEmpty()) {
      error(management, "remoteExposure", "true without a token", "at least one of auth.tokens");
    } else if (management.remoteExposure()
        && management.auth().mode() == ManagementAuth.Mode.DISABLED) {
      warn(management, "remoteExposure", "true while auth.mode is disabled", "auth.mode: bearer");
    }
  }

  /** Without asking a name server: what a name means may change. */
  private static Optional<InetAddress> literal(String address) {
    try {
      return Optional.of(
          address.equals("localhost")
              ? InetAddress.getLoopbackAddress()
              : InetAddress.ofLiteral(address));
    } catch (IllegalArgumentException name) {
      return Optional.empty();
    }
  }

  private void role(ManagementAuth auth, String role, Iterable<String> keys) {
    if (role.isBlank()) {
      error(auth, "roles", "a role without a name", "a name");
    }
    for (var key : keys) {
      if (!key.equals(ManagementAuth.EVERYTHING) && Permission.of(key).isEmpty()) {
        var known = Arrays.stream(Permission.values()).map(Permission::key).toList();
        var nearest = Suggestions.nearest(key, known).map(n -> "perhaps " + n + "; ").orElse("");
        error(auth, "roles", role + ": " + key, nearest + Permission.all() + ", or *");
      }
    }
  }

  /** The name of a variable is told only if it is one: tokens get pasted into the wrong place. */
  private void token(
      ManagementAuth.Token token, Map<String, ?> roles, Map<String, String> seenValues) {
    if (!roles.containsKey(token.role())) {
      error(token, "role", token.role(), "one of " + String.join(", ", roles.keySet()));
    }
    if (!VARIABLE.matcher(token.env()).matches()) {
      error(token, "env", "[hidden]", "the name of a variable, not the token itself");
      return;
    }
    var value = environment.variable(token.env()).map(String::strip).filter(v -> !v.isEmpty());
    if (value.isEmpty()) {
      warn(token, "env", token.env() + " is not set, so its token lets nobody in", "a token in it");
      return;
    }
    if (value.get().length() < SHORTEST_TOKEN) {
      var length = "at least %d characters, drawn at random".formatted(SHORTEST_TOKEN);
      warn(token, "env", "a short token in " + token.env(), length);
    }
    var role = seenValues.putIfAbsent(value.get(), token.role());
    if (role != null && !role.equals(token.role())) {
      error(token, "env", token.env() + " holds the token of " + role, "a token a role");
    }
  }

  private void warn(Record record, String component, String value, String expectation) {
    if (places.sound(record, component)) {
      problems.add(
          new Problem(
              Problem.Severity.WARNING,
              places.file(),
              places.line(record, component),
              places.path(record, component),
              value,
              expectation));
    }
  }

  /** The values here are no secrets, though their paths look like it; they are cut all the same. */
  private void error(Record record, String component, String value, String expectation) {
    if (places.sound(record, component)) {
      problems.error(
          places.line(record, component),
          places.path(record, component),
          Problem.shown("", value),
          expectation);
    }
  }
}
