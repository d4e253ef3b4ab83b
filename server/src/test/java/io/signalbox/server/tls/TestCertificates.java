package io.signalbox.server.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Self-signed certificates as files, each its own authority.
 *
 * @param folder holds {@code tls.crt} and {@code tls.key}
 */
public record TestCertificates(Path folder) {
  /** Makes a certificate, over one that may be there. */
  public static TestCertificates of(String name, Path folder)
      throws GeneralSecurityException, IOException {
    Files.createDirectories(folder);
    var made = SelfSigned.make();
    write(folder.resolve("tls.crt"), "CERTIFICATE", made.certificate().getEncoded());
    write(folder.resolve("tls.key"), "PRIVATE KEY", made.key().getEncoded());
    return new TestCertificates(folder);
  }

  public Path certificate() {
    return folder.resolve("tls.crt");
  }

  public Path key() {
    return folder.resolve("tls.key");
  }

  /** Takes whatever certificate it is shown. */
  public static X509ExtendedTrustManager trustingAnyone() {
    return new X509ExtendedTrustManager() {
      @Override
      public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

      @Override
      public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

      @Override
      public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

      @Override
      public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

      @Override
      public void checkClientTrusted(X509Certificate[] chain, String type) {}

      @Override
      public void checkServerTrusted(X509Certificate[] chain, String type) {}

      @Override
      public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
      }
    };
  }

  private static void write(Path file, String kind, byte[] der) throws IOException {
    var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
    Files.writeString(
        file,
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(kind, encoder.encodeToString(der), kind));
  }
}
