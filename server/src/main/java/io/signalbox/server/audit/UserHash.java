package io.signalbox.server.audit;

import io.signalbox.chat.Call;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns the user that a proxy names into a keyed hash: who has the key can tell whether two events
 * are of one user, or of a given one; nobody else can.
 */
final class UserHash {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 16;

  private final SecretKeySpec key;
  private final String header;

  /**
   * @param key any text but an empty one
   * @param header names the user; a call has it only when it is to be believed
   */
  UserHash(String key, String header) {
    this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    this.header = header;
  }

  /** The hash, 32 hexadecimal digits, or the empty string when nobody is named. */
  String of(Call call) {
    var user = call.headers().first(header);
    if (user == null || user.isBlank()) {
      return "";
    }
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      var hash = mac.doFinal(user.strip().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every platform has " + ALGORITHM, impossible);
    }
  }
}
