package io.signalbox.server.extproc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEndTest {
  private static final String OBJECT =
      " \r\n\t{\"a\\\"}\\\\\":[{\"b\":\"}]{[\u20ac\"},[]],\"c\":\"\\u007d\",\"d\":{}}";

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "}", "{", "garbage"})
  void endIsFoundAtEverySplit(String behind) {
    var bytes = (OBJECT + behind).getBytes(UTF_8);
    int end = OBJECT.getBytes(UTF_8).length;
    for (int first = 0; first <= bytes.length; first++) {
      var scan = new JsonEnd();
      scan.see(ByteString.copyFrom(bytes, 0, first));
      assertThat(scan.complete()).as("split at %d", first).isEqualTo(first >= end);
      scan.see(ByteString.copyFrom(bytes, first, bytes.length - first));
      assertThat(scan.complete()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[1]", "\"{}\"", "1", "x{}", "\u00ef\u00bb\u00bf{}", "\u0000{\u0000}", "}"})
  void whatIsNoObjectIsSettledAtOnce(String text) {
    var scan = new JsonEnd();
    scan.see(ByteString.copyFrom(text, UTF_8));

    assertThat(scan.settled()).isTrue();
    assertThat(scan.complete()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "{", "{\"", "{\"a\":\"}", "{\"a\":\"\\\"}", "{\"a\":[}"})
  void whatMayGoOnIsNotSettled(String text) {
    var scan = new JsonEnd();
    scan.see(ByteString.copyFrom(text, UTF_8));

    assertThat(scan.settled()).isFalse();
  }
}
