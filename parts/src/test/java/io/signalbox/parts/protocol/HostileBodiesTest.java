package io.signalbox.parts.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Replies;
import io.signalbox.chat.RouterException;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are broken, hostile or only unusual: read as described or refused, nothing else. */
final class HostileBodiesTest {
  private static final String SECRET = "tell-nobody";
  private static final String GOOD =
      "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"tell-nobody\"}]}";

  private static ChatRequest decode(String body) {
    return decode(body.getBytes(StandardCharsets.UTF_8));
  }

  private static ChatRequest decode(byte[] body) {
    return new OpenAiChatProtocol().decode(body);
  }

  private static void refused(byte[] body, String... parts) {
    assertThatThrownBy(() -> decode(body))
        .isInstanceOfSatisfying(
            RouterException.class,
            refused -> {
              assertThat(refused.fault()).isEqualTo(Fault.BAD_REQUEST);
              assertThat(refused.message())
                  .contains(parts)
                  .hasSizeLessThan(200)
                  .doesNotContain(SECRET);
            });
  }

  private static void refused(String body, String... parts) {
    refused(body.getBytes(StandardCharsets.UTF_8), parts);
  }

  /** A good body with another value for a top-level key. */
  private static String with(String key, String value) {
    return GOOD.replace("{\"model\"", "{\"%s\":%s,\"model\"".formatted(key, value));
  }

  private static String saying(String content) {
    return GOOD.replace("\"tell-nobody\"", content);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      emptyValue = "",
      value = {
        "null | body: null",
        "[] | body: an array",
        "\"tell-nobody\" | body: a text",
        "12 | body: a number",
        "tell-nobody | malformed JSON body",
        "{ | it ends too early",
        "{\"model\":\"tell-nobody | it ends too early",
        "{\"model\":tell-nobody} | unexpected character or token at byte",
        "{'model':'tell-nobody'} | unexpected character",
        "{\"a\":01} | unexpected character",
        "{\"a\":NaN} | unexpected character",
        "{\"a\":1,} | unexpected character",
        "{\"a\":\"tell-nobody\t\"} | unexpected character",
        "// tell-nobody | unexpected character",
        "{} | messages: missing",
      })
  void whatIsNoJsonObjectIsRefused(String body, String reason) {
    refused(body, reason);
  }

  @Test
  void anEmptyBodyIsRefused() {
    refused("", "it is empty");
    refused(" \n\t ", "it is empty");
  }

  @Test
  void moreBehindTheObjectIsRefused() {
    refused(GOOD + "tell-nobody", "malformed JSON body");
    refused(GOOD + GOOD, "more behind the first JSON value");
    refused(GOOD + ",", "malformed JSON body");
    refused(GOOD + "}", "malformed JSON body");
    assertThat(decode(" \n" + GOOD + " \r\n\t").userText()).isEqualTo(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
  void otherEncodingsAreRefused(String charset) {
    refused(GOOD.getBytes(Charset.forName(charset)), "not UTF-8");
  }

  @Test
  void aByteOrderMarkIsRefused() {
    refused("\ufeff" + GOOD, "byte order mark");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    for (int bad : new int[] {0x80, 0xff, 0xc3, 0xf8}) {
      var body = GOOD.getBytes(StandardCharsets.UTF_8);
      body[GOOD.indexOf(SECRET)] = (byte) bad;
      refused(body, "malformed JSON body");
    }
  }

  @Test
  void zeroBytesAreRefused() {
    refused(GOOD.replace("nobody", "no\u0000dy"), "malformed JSON body");
    refused(GOOD.replace(",", ",\u0000"), "malformed JSON body");
    refused(new byte[1_000], "not UTF-8");
  }

  @Test
  void aLoneSurrogateEscapePassesAsItCame() {
    var body = saying("\"a \\ud800 b\"").getBytes(StandardCharsets.UTF_8);
    var request = decode(body);
    assertThat(request.userText()).isEqualTo("a \ud800 b");
    assertThat(new String(request.withModel("b").encode(), StandardCharsets.UTF_8))
        .contains("\"a \\ud800 b\"");
  }

  @Test
  void deepNestingIsBounded() {
    assertThat(decode(with("x", "[".repeat(200) + "]".repeat(200))).model()).isEqualTo("auto");
    assertThat(decode(with("x", "{\"a\":".repeat(500) + "1" + "}".repeat(500))).model())
        .isEqualTo("auto");
    refused(with("x", "[".repeat(600) + "]".repeat(600)), "nested deeper than 512");
    refused(with("x", "[".repeat(5_000_000)), "nested deeper than 512");
    refused("[".repeat(5_000_000), "body: an array");
    refused(saying("[{\"x\":".repeat(5_000)), "nested deeper than 512");
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() {
    refused(with("model", "\"tell-nobody\""), "names a key twice");
    refused(with("m\\u006fdel", "\"tell-nobody\""), "names a key twice");
    refused(
        with("x", "[{\"y\":{\"tell-nobody\":1,\"a\":2,\"tell-nobody\":3}}]"), "names a key twice");
    refused(GOOD.replace("\"role\":", "\"role\":\"system\",\"role\":"), "names a key twice");
    refused(saying("[{\"type\":\"text\",\"text\":\"tell-nobody\",\"text\":\"b\"}]"), "a key twice");
    assertThat(decode(with("x", "{\"model\":1,\"messages\":2}")).model()).isEqualTo("auto");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "null | messages: null",
        "[] | messages: [] (expected: at least one message)",
        "{} | messages: an object",
        "\"tell-nobody\" | messages: a text",
        "[null] | messages[0]: null",
        "[\"tell-nobody\"] | messages[0]: a text",
        "[[]] | messages[0]: an array",
        "[{}] | messages[0].role: missing",
        "[{\"content\":\"tell-nobody\"}] | messages[0].role: missing",
        "[{\"role\":null}] | messages[0].role: null",
        "[{\"role\":7}] | messages[0].role: a number",
        "[{\"role\":\"user\"},{\"role\":\"user\",\"content\":7}] | messages[1].content: a number",
        "[{\"role\":\"user\",\"content\":{}}] | messages[0].content: an object",
        "[{\"role\":\"user\",\"content\":true}] | messages[0].content: a truth value",
        "[{\"role\":\"user\",\"content\":[7]}] | messages[0].content: a part is a number",
        "[{\"role\":\"user\",\"content\":[[\"tell-nobody\"]]}] | a part is an array",
        "[{\"role\":\"user\",\"content\":[null]}] | a part is null",
      })
  void messagesThatAreNoneAreRefused(String messages, String reason) {
    refused("{\"model\":\"auto\",\"messages\":%s}".formatted(messages), reason, "expected: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "null | ",
        "\"\" | ",
        "\"a\\u00e9b\" | aéb",
        "[] | ",
        "[\"a\",\"b\"] | a b",
        "[{\"type\":\"text\",\"text\":\"a\"},{\"text\":\"b\"}] | a b",
        "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:\"}},{\"type\":\"text\",\"text\":\"a\"}] | a",
        "[{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AA==\"}}] | ",
        "[{\"type\":\"file\",\"file\":{\"text\":\"hidden\"}},{\"type\":\"new\",\"x\":[{}]}] | ",
        "[{\"type\":\"text\",\"text\":7},{\"type\":\"text\",\"text\":null},{}] | ",
      })
  void contentOfEveryKindIsRead(String content, String text) {
    var expected = text == null ? "" : text;
    assertThat(decode(saying(content)).userText()).isEqualTo(expected);
  }

  @Test
  void modelAndStreamHaveTheirTypes() {
    refused("{\"messages\":[{\"role\":\"user\"}]}", "model: missing");
    for (var value : new String[] {"null", "7", "{}", "[\"tell-nobody\"]", "true"}) {
      refused(GOOD.replace("\"auto\"", value), "model: ", "expected: a text");
    }
    for (var value : new String[] {"\"true\"", "1", "[]", "{}"}) {
      refused(with("stream", value), "stream: ", "expected: true or false");
    }
    assertThat(decode(with("stream", "true")).stream()).isTrue();
    assertThat(decode(with("stream", "null")).stream()).isFalse();
    assertThat(decode(GOOD).stream()).isFalse();
    assertThat(decode(GOOD.replace("auto", "")).model()).isEmpty();
  }

  @Test
  void metadataIsBounded() {
    assertThat(decode(with("metadata", "null")).model()).isEqualTo("auto");
    assertThat(decode(with("metadata", metadata(32, 128, 1024))).model()).isEqualTo("auto");
    refused(with("metadata", metadata(33, 5, 5)), "metadata: too many entries");
    refused(with("metadata", metadata(1, 129, 5)), "metadata: a key is too long");
    refused(with("metadata", metadata(1, 5, 1025)), "metadata: a value is too long");
    refused(with("metadata", "{\"a\":\"%s\"}".formatted("é".repeat(513))), "a value is too long");
    refused(with("metadata", "[]"), "metadata: an array");
    for (var value : new String[] {"1", "null", "{\"tell-nobody\":1}", "[\"tell-nobody\"]"}) {
      refused(with("metadata", "{\"a\":%s}".formatted(value)), "metadata: a value is not a text");
    }
  }

  private static String metadata(int entries, int keyLength, int valueLength) {
    var json = new StringBuilder("{");
    for (int i = 0; i < entries; i++) {
      var key = String.format("%0" + keyLength + "d", i);
      json.append(i == 0 ? "" : ",").append('"').append(key).append("\":\"");
      json.append("v".repeat(valueLength)).append('"');
    }
    return json.append('}').toString();
  }

  @Test
  void hugeNumbersPassOrAreRefused() {
    for (var number : new String[] {"1e999999999", "-1E-999999999", "9".repeat(5_000)}) {
      for (var key : new String[] {"x", "max_tokens", "seed"}) {
        var body = with(key, number);
        assertThat(new String(decode(body).encode(), StandardCharsets.UTF_8)).isEqualTo(body);
      }
    }
    refused(with("x", "9".repeat(20_000)), "malformed JSON body");
    refused(with("max_tokens", "9".repeat(20_000)), "malformed JSON body");
  }

  @Test
  void aWishForTokensIsCounted() {
    var plain = decode(GOOD).estimatedTokens();
    assertThat(decode(with("max_tokens", "100")).estimatedTokens()).isEqualTo(plain + 100);
    assertThat(decode(with("max_completion_tokens", "100")).estimatedTokens())
        .isEqualTo(plain + 100);
    for (var nothing : new String[] {"-5", "null", "\"9\"", "[9]", "-" + "9".repeat(50)}) {
      assertThat(decode(with("max_tokens", nothing)).estimatedTokens()).isEqualTo(plain);
    }
    for (var huge : new String[] {"9223372036854775807", "9".repeat(50)}) {
      assertThat(decode(with("max_tokens", huge)).estimatedTokens()).isEqualTo(Long.MAX_VALUE);
    }
  }

  @Test
  void manyAndLongKeysAreRead() {
    var keys = new StringBuilder("{");
    for (int i = 0; i < 100_000; i++) {
      keys.append("\"k").append(i).append("\":0,");
    }
    assertThat(decode(with("x", keys + "\"\":0}")).model()).isEqualTo("auto");
    refused(with("k".repeat(60_000), "0"), "malformed JSON body");
  }

  @Test
  void theErrorAboutALoneSurrogateCanBeWritten() {
    var reply =
        new OpenAiChatProtocol().error(new RouterException(Fault.NO_MODEL, "model \"\ud800\""));
    assertThat(Replies.text(reply.body()))
        .isEqualTo(
            "{\"error\":{\"message\":\"model \\\"\\ud800\\\"\",\"type\":\"invalid_request_error\","
                + "\"code\":400}}");
  }
}
