package io.signalbox.gateways.config;

import io.signalbox.config.BackendAddress;
import java.util.Locale;

/**
 * One backend of a model.
 *
 * @param address where it listens
 * @param weight its share of the requests, at least 1
 * @param ownPath whether the router sends requests to a path that is not the API's usual one
 */
record Place(BackendAddress address, int weight, boolean ownPath) {
  /** The name or address in lower case. */
  String host() {
    return address.host().toLowerCase(Locale.ROOT);
  }

  /** Whether the host is an address and no name. */
  boolean isAddress() {
    return Numeric.is(address.host());
  }

  /** Whether only a gateway on the same machine reaches it. */
  boolean isLoopback() {
    return Numeric.isLoopback(address.host());
  }

  /** The host as a {@code host} header has it: with the port where it is not the usual one. */
  String hostHeader() {
    var authority = address.authority().toLowerCase(Locale.ROOT);
    int usual = address.tls() ? 443 : 80;
    return address.port() == usual ? authority.substring(0, authority.lastIndexOf(':')) : authority;
  }
}
