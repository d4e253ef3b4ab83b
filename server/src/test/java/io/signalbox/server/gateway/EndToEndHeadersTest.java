package io.signalbox.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Header;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which fields go further than one hop. */
class EndToEndHeadersTest {
  @Test
  void listedFieldsStayBehind() {
    var received =
        new Headers(
            List.of(
                new Header("Connection", "close, X-One"),
                new Header("connection", "x-two"),
                new Header("x-one", "1"),
                new Header("x-two", "2"),
                new Header("x-kept", "3"),
                new Header("x-kept", "4"),
                new Header("transfer-encoding", "chunked")));

    assertThat(EndToEndHeaders.of(received).fields())
        .containsExactly(new Header("x-kept", "3"), new Header("x-kept", "4"));
  }

  @Test
  void malformedFieldsStayBehind() {
    var received =
        new Headers(
            List.of(
                new Header("x y", "1"),
                new Header("", "2"),
                new Header("x-split", "a\r\nb: c"),
                new Header("x-tab", "a\tb")));

    assertThat(EndToEndHeaders.of(received).fields()).containsExactly(new Header("x-tab", "a\tb"));
  }

  @Test
  void editsBecomeBytesOfUtf8WithoutControls() {
    var edits = HeaderEdits.NONE.overwrite("x-a", "\u00fc\n\u20ac").remove("x-b");

    assertThat(EndToEndHeaders.onWire(edits))
        .isEqualTo(
            HeaderEdits.NONE.overwrite("x-a", "\u00c3\u00bc \u00e2\u0082\u00ac").remove("x-b"));
  }
}
