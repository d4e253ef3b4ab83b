package io.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BodyTapeTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatFitsIsKeptWhole() {
    var tape = new BodyTape(6);
    tape.take(bytes("abc"));
    tape.take(bytes("def"));
    assertThat(tape.body()).isEqualTo(new CallRecorder.Body("abcdef", false));
  }

  @Test
  void whatDoesNotFitIsSaidToBeCut() {
    var tape = new BodyTape(4);
    tape.take(bytes("abc"));
    tape.take(bytes("def"));
    tape.take(bytes("ghi"));
    assertThat(tape.body()).isEqualTo(new CallRecorder.Body("abcd", true));
  }

  @Test
  void nothingIsKeptWithoutRoom() {
    var tape = new BodyTape(0);
    tape.take(bytes("a"));
    assertThat(tape.body()).isEqualTo(new CallRecorder.Body("", true));
  }

  @Test
  void cutCharactersAreLeftOutHoweverTheBodyIsCut() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var letters = new String[] {"a", "\u00e4", "\u20ac", "\ud83d\ude00"};
    for (int i = 0; i < 2_000; i++) {
      var text = new StringBuilder();
      for (int k = random.nextInt(12); k >= 0; k--) {
        text.append(letters[random.nextInt(letters.length)]);
      }
      var whole = text.toString();
      var bytes = bytes(whole);
      int room = random.nextInt(bytes.length + 2);
      var tape = new BodyTape(room);
      int at = 0;
      while (at < bytes.length) {
        int end = Math.min(bytes.length, at + 1 + random.nextInt(3));
        tape.take(java.util.Arrays.copyOfRange(bytes, at, end));
        at = end;
      }
      var kept = tape.body();
      assertThat(kept.truncated()).as("seed %d", seed).isEqualTo(room < bytes.length);
      assertThat(whole).as("seed %d", seed).startsWith(kept.text());
      assertThat(bytes(kept.text()).length).isBetween(Math.min(room, bytes.length) - 3, room);
    }
  }
}
