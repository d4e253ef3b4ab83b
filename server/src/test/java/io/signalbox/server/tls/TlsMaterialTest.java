package io.signalbox.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsMaterialTest {
  private static final Duration OFTEN = Duration.ofMillis(20);

  @TempDir Path folder;

  @Test
  void aNewCertificateIsTakenUp() throws Exception {
    TestCertificates.of("localhost", folder);
    try (var material = TlsMaterial.load(new TlsFiles(folder, null), OFTEN)) {
      var before = shown(material);
      TestCertificates.of("localhost", folder);
      await(() -> !shown(material).equals(before));
    }
  }

  @Test
  void aBrokenFileLeavesTheOldOneInPlaceUntilItIsMended() throws Exception {
    var files = TestCertificates.of("localhost", folder);
    try (var material = TlsMaterial.load(new TlsFiles(folder, null), OFTEN)) {
      var before = shown(material);
      Files.writeString(files.certificate(), "no certificate");
      Files.delete(files.key());
      Thread.sleep(OFTEN.multipliedBy(5));
      assertThat(shown(material)).isEqualTo(before);
      TestCertificates.of("localhost", folder);
      await(() -> !shown(material).equals(before));
    }
  }

  @Test
  void halfOfARenewalIsNotTakenUp() throws Exception {
    var files = TestCertificates.of("localhost", folder.resolve("now"));
    var renewed = TestCertificates.of("localhost", folder.resolve("next"));
    try (var material = TlsMaterial.load(new TlsFiles(files.folder(), null), OFTEN)) {
      var before = shown(material);
      Files.write(files.certificate(), Files.readAllBytes(renewed.certificate()));
      Thread.sleep(OFTEN.multipliedBy(5));
      assertThat(shown(material)).isEqualTo(before);
      Files.write(files.key(), Files.readAllBytes(renewed.key()));
      await(() -> !shown(material).equals(before));
    }
  }

  @Test
  void filesThatCannotBeUsedAreNamed() throws Exception {
    assertThatThrownBy(() -> TlsMaterial.load(new TlsFiles(folder, null), OFTEN))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(folder.toString());
    var files = TestCertificates.of("localhost", folder);
    Files.writeString(files.key(), "no key");
    assertThatThrownBy(() -> TlsMaterial.load(new TlsFiles(folder, null), OFTEN))
        .isInstanceOf(UncheckedIOException.class);
    var missing = folder.resolve("no-such-ca");
    TestCertificates.of("localhost", folder);
    assertThatThrownBy(() -> TlsMaterial.load(new TlsFiles(folder, missing), OFTEN))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void whatIsMadeUpVerifiesAgainstItself() throws Exception {
    var made = SelfSigned.make();
    made.certificate().verify(made.certificate().getPublicKey());
    made.certificate().checkValidity(java.util.Date.from(Instant.now()));
    assertThat(made.certificate().getSubjectAlternativeNames().toString()).contains("localhost");
    assertThat(SelfSigned.make().certificate()).isNotEqualTo(made.certificate());
  }

  private static X509Certificate shown(TlsMaterial material) {
    var keys = material.keys();
    var chain = keys.getCertificateChain(keys.getServerAliases("EC", null)[0]);
    assertThat(chain).isNotEmpty();
    return chain[0];
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(5);
    }
  }
}
