package io.signalbox.server.tls;

import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import io.grpc.util.CertificateUtils;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A server's certificate and the certificates it trusts, read again when their files change. Files
 * that cannot be read then leave what was read before in place, and that is logged.
 */
public final class TlsMaterial implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TlsMaterial.class.getName());

  private final TlsFiles files;
  private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
  private final @Nullable AdvancedTlsX509TrustManager clients;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tls-files").factory());
  private byte[] seen = new byte[0];

  private TlsMaterial(TlsFiles files, @Nullable AdvancedTlsX509TrustManager clients) {
    this.files = files;
    this.clients = clients;
  }

  /**
   * Reads the files and watches them.
   *
   * @param every how often to look at them
   * @throws UncheckedIOException when they cannot be used; the message names the file
   */
  public static TlsMaterial load(TlsFiles files, Duration every) {
    try {
      var clients =
          files.clientCa() == null
              ? null
              : AdvancedTlsX509TrustManager.newBuilder()
                  .setVerification(Verification.CERTIFICATE_ONLY_VERIFICATION)
                  .build();
      var material = new TlsMaterial(files, clients);
      material.read();
      if (files.folder() != null || files.clientCa() != null) {
        var _ =
            material.watch.scheduleWithFixedDelay(
                material::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
      }
      return material;
    } catch (GeneralSecurityException unusable) {
      throw unusable(files, unusable);
    } catch (IOException unreadable) {
      throw unusable(files, unreadable);
    }
  }

  /** The server's certificate and key, always the newest. */
  public X509KeyManager keys() {
    return keys;
  }

  /** Judges the certificates of clients, or null when none is asked for. */
  public @Nullable X509TrustManager clients() {
    return clients;
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }

  private void read() throws IOException, GeneralSecurityException {
    seen = contents();
    var folder = files.folder();
    if (folder == null) {
      var own = SelfSigned.make();
      keys.updateIdentityCredentials(new X509Certificate[] {own.certificate()}, own.key());
    } else {
      var pair = pair(folder);
      keys.updateIdentityCredentials(pair.chain(), pair.key());
    }
    if (clients != null && files.clientCa() != null) {
      clients.updateTrustCredentials(files.clientCa().toFile());
    }
  }

  /** A chain and the key of its first certificate; half of a renewal is none. */
  private record Pair(X509Certificate[] chain, PrivateKey key) {}

  private static Pair pair(Path folder) throws IOException, GeneralSecurityException {
    try (var certificates = Files.newInputStream(certificate(folder).toPath());
        var privateKey = Files.newInputStream(key(folder).toPath())) {
      var pair =
          new Pair(
              CertificateUtils.getX509Certificates(certificates),
              CertificateUtils.getPrivateKey(privateKey));
      var algorithm = pair.key().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
      var signature = Signature.getInstance(algorithm);
      signature.initSign(pair.key());
      var signed = signature.sign();
      signature.initVerify(pair.chain()[0]);
      if (!signature.verify(signed)) {
        throw new KeyException("tls.key is not the key of tls.crt");
      }
      return pair;
    }
  }

  private void look() {
    try {
      if (!Arrays.equals(seen, contents())) {
        read();
        LOG.log(System.Logger.Level.INFO, "TLS files were read again");
      }
    } catch (IOException | GeneralSecurityException | RuntimeException broken) {
      LOG.log(
          System.Logger.Level.WARNING,
          "TLS files changed and cannot be used ("
              + broken.getClass().getSimpleName()
              + "); those read before stay in use");
    }
  }

  /** All files in one, to tell a change by; they are small. */
  private byte[] contents() throws IOException {
    var all = new ByteArrayOutputStream();
    if (files.folder() != null) {
      all.writeBytes(Files.readAllBytes(certificate(files.folder()).toPath()));
      all.writeBytes(Files.readAllBytes(key(files.folder()).toPath()));
    }
    if (files.clientCa() != null) {
      all.writeBytes(Files.readAllBytes(files.clientCa()));
    }
    return all.toByteArray();
  }

  private static File certificate(Path folder) {
    return folder.resolve("tls.crt").toFile();
  }

  private static File key(Path folder) {
    return folder.resolve("tls.key").toFile();
  }

  private static UncheckedIOException unusable(TlsFiles files, Exception cause) {
    var where = files.folder() == null ? files.clientCa() : files.folder();
    var detail =
        cause instanceof IOException || cause instanceof KeyException
            ? cause.getMessage()
            : cause.getClass().getSimpleName();
    return new UncheckedIOException(
        new IOException(
            "cannot use the TLS files of %s: %s (expected: PEM, tls.crt and tls.key, PKCS #8)"
                .formatted(where, detail),
            cause));
  }
}
