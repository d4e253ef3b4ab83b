package io.signalbox.server.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a server finds its certificate, and whom it lets in.
 *
 * @param folder holds {@code tls.crt}, a chain in PEM with the server's own certificate first, and
 *     {@code tls.key}, its PKCS #8 key in PEM; null for a certificate made up at start
 * @param clientCa certificates in PEM of which one must have signed a client's; null lets any
 *     client in
 */
public record TlsFiles(@Nullable Path folder, @Nullable Path clientCa) {}
