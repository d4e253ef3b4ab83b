package io.signalbox.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FingerprintTest {
  /** The first 16 bytes of the SHA-256 of 00 00 00 01 00 61. */
  @Test
  void isTheSameInEveryProcess() throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    var whole = digest.digest(new byte[] {0, 0, 0, 1, 0, 'a'});
    assertThat(Fingerprint.of("a")).isEqualTo(HexFormat.of().formatHex(whole, 0, 16));
  }

  @Test
  void noTwoListsOfWordsAreAlike() {
    var text = "x".repeat(5000);
    assertThat(
            Stream.of(
                    List.<String>of(),
                    List.of(""),
                    List.of("", ""),
                    List.of("ab"),
                    List.of("a", "b"),
                    List.of("a", "", "b"),
                    List.of("a\0b"),
                    List.of("\uD800"),
                    List.of("\uDC00"),
                    List.of("?"),
                    List.of("\uFFFD"),
                    List.of(text),
                    List.of(text + "x"),
                    List.of("x".repeat(4096), "x".repeat(904)))
                .map(words -> Fingerprint.of(words.toArray(String[]::new))))
        .doesNotHaveDuplicates();
  }

  @Test
  void noWordIsNotTheEmptyOne() {
    assertThat(new Fingerprint().add((String) null).hex()).isNotEqualTo(Fingerprint.of(""));
  }
}
