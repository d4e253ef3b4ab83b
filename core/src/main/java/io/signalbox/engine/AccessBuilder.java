package io.signalbox.engine;

import io.signalbox.chat.HeaderEdits;
import io.signalbox.config.BackendAccess;
import io.signalbox.config.BackendRef;
import io.signalbox.config.EnvSubstitution;
import io.signalbox.config.ProviderProfile;
import io.signalbox.fleet.Access;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes what a backend wants to see of who asks: its key, its headers, its path. */
final class AccessBuilder {
  /** Headers that carry a credential of the client, which are not for a backend with its own. */
  private static final List<String> CREDENTIALS = List.of("authorization", "x-api-key", "api-key");

  private final EnvSubstitution environment;

  AccessBuilder(EnvSubstitution environment) {
    this.environment = environment;
  }

  Access build(BackendRef ref) {
    var profile = ProviderProfile.of(ref.provider() == null ? ref.backendType() : ref.provider());
    var version = ref.access().apiVersion();
    var parameter = version == null ? null : profile.versionParameter();
    var query =
        parameter == null
            ? null
            : parameter + "=" + URLEncoder.encode(version, StandardCharsets.UTF_8);
    boolean ownPath = ref.hasProfile() || ref.access().chatPath() != null || query != null;
    return new Access(headers(ref.access(), profile), ownPath, ref.access().chatPath(), query);
  }

  private HeaderEdits headers(BackendAccess access, ProviderProfile profile) {
    var edits = HeaderEdits.NONE;
    var key = key(access);
    if (key.isPresent()) {
      var header = lower(access.authHeader() == null ? profile.authHeader() : access.authHeader());
      for (var name : CREDENTIALS) {
        edits = name.equals(header) ? edits : edits.remove(name);
      }
      edits = edits.overwrite(header, prefixed(access, profile, key.get()));
    }
    if (profile.versionHeader() != null) {
      edits = edits.overwriteIfSet(profile.versionHeader(), access.apiVersion());
    }
    for (var extra : access.extraHeaders().entrySet()) {
      edits = edits.overwrite(lower(extra.getKey()), extra.getValue().text());
    }
    return edits;
  }

  private static String prefixed(BackendAccess access, ProviderProfile profile, String key) {
    var prefix =
        access.authPrefix() == null ? profile.authPrefix() : access.authPrefix().text().strip();
    return prefix.isEmpty() ? key : prefix + " " + key;
  }

  private Optional<String> key(BackendAccess access) {
    var own = access.apiKey() == null ? "" : environment.apply(access.apiKey().text()).strip();
    return own.isEmpty() ? fromEnvironment(access.apiKeyEnv()) : Optional.of(own);
  }

  private Optional<String> fromEnvironment(@Nullable String name) {
    return name == null ? Optional.empty() : environment.variable(name).map(String::strip);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
