package io.signalbox.server.extproc;

import io.signalbox.server.tls.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and how proxies attach.
 *
 * @param port TCP port on all interfaces; 0 for any
 * @param socket path of a Unix socket besides, always in plain text; null for none
 * @param tls certificates of the TCP port; null for plain text
 * @param reflection whether the services describe themselves
 * @param maxConnectionAge when a proxy is asked to open a new connection; zero for never
 */
public record ExtProcBind(
    int port,
    @Nullable Path socket,
    @Nullable TlsFiles tls,
    boolean reflection,
    Duration maxConnectionAge) {
  /** Plain text on a TCP port alone. */
  public static ExtProcBind on(int port) {
    return new ExtProcBind(port, null, null, false, Duration.ZERO);
  }

  public ExtProcBind withSocket(Path path) {
    return new ExtProcBind(port, path, tls, reflection, maxConnectionAge);
  }

  public ExtProcBind withTls(TlsFiles files) {
    return new ExtProcBind(port, socket, files, reflection, maxConnectionAge);
  }

  public ExtProcBind withReflection(boolean wanted) {
    return new ExtProcBind(port, socket, tls, wanted, maxConnectionAge);
  }

  public ExtProcBind withMaxConnectionAge(Duration age) {
    return new ExtProcBind(port, socket, tls, reflection, age);
  }
}
