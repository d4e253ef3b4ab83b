package io.signalbox.engine;

import io.signalbox.config.AuthzConfig;
import io.signalbox.fleet.Backend;
import io.signalbox.fleet.Credentials;
import io.signalbox.fleet.Credentials.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the sources of keys of a checked document. A backend's own key is the last of them, where
 * it is not named before; without sources in the document nobody is refused for want of a key.
 */
final class CredentialBuilder {
  private CredentialBuilder() {}

  static Credentials build(AuthzConfig authz) {
    boolean unsaid = authz.providers().isEmpty();
    var sources = new ArrayList<Source>();
    for (var provider : unsaid ? usual() : authz.providers()) {
      sources.add(
          provider.injects()
              ? new Credentials.Injected(headers(provider))
              : new Credentials.Configured());
    }
    sources.add(new Credentials.Configured());
    return new Credentials(sources, !unsaid && !authz.failOpen());
  }

  private static List<AuthzConfig.Provider> usual() {
    return List.of(new AuthzConfig.Provider(AuthzConfig.Provider.INJECTED, Map.of()));
  }

  /** A plain server takes OpenAI's key, as it takes OpenAI's requests, unless it has its own. */
  private static Map<String, String> headers(AuthzConfig.Provider provider) {
    var headers = provider.keyHeaders();
    var openAi = headers.get("openai");
    if (openAi != null) {
      headers.putIfAbsent(Backend.PLAIN, openAi);
    }
    return headers;
  }
}
