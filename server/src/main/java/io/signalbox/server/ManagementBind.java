package io.signalbox.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/**
 * Where the management API may listen: it has no authentication, so only where the network is
 * closed.
 */
public final class ManagementBind {
  private static final String INTERNAL_LISTENER = "VLLM_SR_MANAGEMENT_INTERNAL_LISTENER";

  /** What a refused address should have been. */
  public static final String EXPECTATION =
      "a loopback address, since the API has no authentication yet; or "
          + INTERNAL_LISTENER
          + "=true where the network is closed";

  private ManagementBind() {}

  static boolean allowed(String address, Assembly.Options options) {
    return allowed(address, options.environment());
  }

  /** Whether the API may listen there. */
  public static boolean allowed(String address, Map<String, String> environment) {
    if ("true".equals(environment.get(INTERNAL_LISTENER))) {
      return true;
    }
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
