package io.signalbox.server.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * A certificate for {@code localhost} that nobody vouches for, and its key: enough to encrypt, not
 * to be recognised. The JDK reads certificates but offers nothing to make one, so this writes the
 * few structures of RFC 5280 that it takes; a library for it would be larger than the router.
 *
 * @param certificate X.509 v3, P-256, valid for ten years
 * @param key the private key
 */
record SelfSigned(X509Certificate certificate, PrivateKey key) {
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int UTF8_STRING = 0x0C;
  private static final int UTC_TIME = 0x17;
  private static final int VERSION = 0xA0;
  private static final int EXTENSIONS = 0xA3;
  private static final int DNS_NAME = 0x82;
  private static final byte[] ECDSA_WITH_SHA256 = hex("06082A8648CE3D040302");
  private static final byte[] COMMON_NAME = hex("0603550403");
  private static final byte[] SUBJECT_ALT_NAME = hex("0603551D11");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  static SelfSigned make() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    var pair = generator.generateKeyPair();
    var algorithm = der(SEQUENCE, ECDSA_WITH_SHA256);
    var name =
        der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, text("localhost")))));
    var now = Instant.now();
    var validity =
        der(SEQUENCE, time(now.minusSeconds(3600)), time(now.plusSeconds(10L * 365 * 86_400)));
    var names = der(SEQUENCE, der(DNS_NAME, text("localhost")));
    var extensions = der(SEQUENCE, der(SEQUENCE, SUBJECT_ALT_NAME, der(OCTET_STRING, names)));
    var signed =
        der(
            SEQUENCE,
            der(VERSION, der(INTEGER, new byte[] {2})),
            der(INTEGER, new BigInteger(120, new SecureRandom()).toByteArray()),
            algorithm,
            name,
            validity,
            name,
            pair.getPublic().getEncoded(),
            der(EXTENSIONS, extensions));
    var signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(pair.getPrivate());
    signature.update(signed);
    var encoded = der(SEQUENCE, signed, algorithm, der(BIT_STRING, new byte[1], signature.sign()));
    var certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(encoded));
    return new SelfSigned(certificate, pair.getPrivate());
  }

  private static byte[] time(Instant when) {
    return der(UTC_TIME, text(TIME.format(when)));
  }

  private static byte[] text(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  /** A tag, a length of up to four bytes, and the contents. */
  private static byte[] der(int tag, byte[]... contents) {
    var inside = new ByteArrayOutputStream();
    for (var content : contents) {
      inside.writeBytes(content);
    }
    var whole = new ByteArrayOutputStream();
    whole.write(tag);
    int length = inside.size();
    if (length < 128) {
      whole.write(length);
    } else {
      var bytes = BigInteger.valueOf(length).toByteArray();
      int lead = bytes[0] == 0 ? 1 : 0;
      whole.write(0x80 | (bytes.length - lead));
      whole.write(bytes, lead, bytes.length - lead);
    }
    whole.writeBytes(inside.toByteArray());
    return whole.toByteArray();
  }
}
