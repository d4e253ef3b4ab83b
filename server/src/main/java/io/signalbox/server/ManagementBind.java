package io.signalbox.server;

import io.signalbox.config.GlobalConfig.ManagementApi;
import io.signalbox.config.ManagementAuth;
import io.signalbox.config.ManagementAuth.Mode;
import io.signalbox.config.tree.EnvSubstitution;
import io.signalbox.server.admin.access.AccessPolicy;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the management API listens and who may use it: what the document says, with what the
 * command line says instead.
 */
record ManagementBind(ManagementApi settings) {

  static ManagementBind of(ManagementApi document, ManagementFlags flags, int portOffset) {
    var auth =
        flags.authMode().isEmpty()
            ? document.auth()
            : document.auth().withMode(Mode.valueOf(flags.authMode().toUpperCase(Locale.ROOT)));
    return new ManagementBind(
        new ManagementApi(
            flags.bind().isEmpty() ? document.bindAddress() : flags.bind(),
            flags.port() == 0 ? document.port() + portOffset : flags.port(),
            document.remoteExposure() || flags.remoteExposure(),
            auth));
  }

  String host() {
    return settings.bindAddress();
  }

  int port() {
    return settings.port();
  }

  AccessPolicy access(EnvSubstitution environment) {
    return AccessPolicy.of(settings.auth(), environment::variable);
  }

  /** Why it may not listen there, if so. */
  Optional<String> refusal(EnvSubstitution environment) {
    boolean guarded =
        settings.auth().mode() == ManagementAuth.Mode.BEARER && access(environment).tokens() > 0;
    if (settings.remoteExposure() && !guarded) {
      return Optional.of("remote_exposure without a token that is set");
    }
    return isLoopback(host()) || settings.remoteExposure() || settings.internal(environment)
        ? Optional.empty()
        : Optional.of(host());
  }

  private static boolean isLoopback(String address) {
    try {
      return address.equals("localhost") || InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException name) {
      return false;
    }
  }
}
