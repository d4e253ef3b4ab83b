package io.signalbox.gateways.config;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** Hosts that are addresses and no names. */
final class Numeric {
  private static final Pattern IPV4 = Pattern.compile("\\d+(\\.\\d+){3}");

  private Numeric() {}

  /** Whether a host is written as an address, right or wrong. */
  static boolean is(String host) {
    return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
  }

  /** Whether a host is written as an address that there is not. */
  static boolean isWrong(String host) {
    if (!is(host)) {
      return false;
    }
    try {
      InetAddress.ofLiteral(host);
      return false;
    } catch (IllegalArgumentException wrong) {
      return true;
    }
  }

  /** Whether only the machine itself reaches a host. */
  static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost") || host.equals("::1") || host.startsWith("127.");
  }

  /** An address with all its groups, such as {@code 0:0:0:0:0:0:0:1}. */
  static String inFull(String address) {
    return InetAddress.ofLiteral(address).getHostAddress();
  }
}
