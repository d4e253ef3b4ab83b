package io.signalbox.engine;

import io.signalbox.chat.HeaderEdits;
import io.signalbox.config.BackendAccess;
import io.signalbox.config.BackendRef;
import io.signalbox.config.ProviderProfile;
import io.signalbox.config.tree.EnvSubstitution;
import io.signalbox.fleet.Access;
import io.signalbox.fleet.KeyForm;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes what a backend wants to see of who asks: its key, its headers, its path. */
final class AccessBuilder {
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
    var form = form(ref.access(), profile);
    return new Access(
        form,
        form.edits(key(ref.access()).orElse(null)),
        headers(ref.access(), profile),
        ownPath,
        ref.access().chatPath(),
        query);
  }

  private static KeyForm form(BackendAccess access, ProviderProfile profile) {
    return new KeyForm(
        lower(access.authHeader() == null ? profile.authHeader() : access.authHeader()),
        access.authPrefix() == null ? profile.authPrefix() : access.authPrefix().text().strip());
  }

  private static HeaderEdits headers(BackendAccess access, ProviderProfile profile) {
    var edits = HeaderEdits.NONE;
    if (profile.versionHeader() != null) {
      edits = edits.overwriteIfSet(profile.versionHeader(), access.apiVersion());
    }
    for (var extra : access.extraHeaders().entrySet()) {
      edits = edits.overwrite(lower(extra.getKey()), extra.getValue().text());
    }
    return edits;
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
