package io.signalbox.server.extproc;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelMemberTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"model\":\"a\"}|{\"model\":\"n\\\"\"}",
        "{\"x\":{\"model\":\"q\"},\"model\" : \"a\\u0062\" ,\"y\":|{\"x\":{\"model\":\"q\"},\"model\""
            + " : \"n\\\"\" ,\"y\":",
        "{\"mod\\u0065l\":\"a\",\"z|{\"mod\\u0065l\":\"n\\\"\",\"z",
        "{\"model\":\"a\",\"model\":\"b\"}|{\"model\":\"n\\\"\",\"model\":\"n\\\"\"}"
      })
  void everyModelAtTheTopIsReplaced(String body, String expected) {
    assertThat(ModelMember.replaced(body.getBytes(UTF_8), "n\""))
        .asString(UTF_8)
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "x",
        "[]",
        "[{\"model\":\"a\"}]",
        "{\"model\":1}",
        "{\"m\":{\"model\":\"a\"}}"
      })
  void bodyThatNamesNoneIsLeftAlone(String body) {
    assertThat(ModelMember.replaced(body.getBytes(UTF_8), "n")).isNull();
  }

  @Test
  void bodyMayBeCutAnywhere() {
    var body =
        "{\"s\":\"\u20ac\",\"model\":\"abc\",\"messages\":[{\"content\":\"x\"}]}".getBytes(UTF_8);
    int seen = "{\"s\":\"\u20ac\",\"model\":\"abc\"".getBytes(UTF_8).length;
    for (int cut = 0; cut <= body.length; cut++) {
      var replaced = ModelMember.replaced(Arrays.copyOf(body, cut), "n");
      if (cut < seen) {
        assertThat(replaced).as("cut at %d", cut).isNull();
      } else {
        assertThat(replaced).asString(UTF_8).startsWith("{\"s\":\"\u20ac\",\"model\":\"n\"");
        assertThat(replaced).hasSize(cut - 2);
      }
    }
  }

  @Test
  void otherEncodingsAreNotRead() {
    var body = "{\"model\":\"a\"}";
    assertThat(ModelMember.replaced(body.getBytes(UTF_16), "n")).isNull();
    assertThat(ModelMember.replaced(body.getBytes(UTF_16LE), "n")).isNull();
  }
}
