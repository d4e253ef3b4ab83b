/** Certificates of the server's own ports. Start at {@link io.signalbox.server.tls.TlsFiles}. */
@NullMarked
package io.signalbox.server.tls;

import org.jspecify.annotations.NullMarked;
