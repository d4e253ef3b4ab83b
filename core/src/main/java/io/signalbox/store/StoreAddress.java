package io.signalbox.store;

import org.jspecify.annotations.Nullable;

/**
 * Where a store listens.
 *
 * @param domain what its keys begin with
 * @param tls whether the connection is encrypted
 * @param password or null
 */
public record StoreAddress(
    String host, int port, String domain, boolean tls, @Nullable String password) {
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
