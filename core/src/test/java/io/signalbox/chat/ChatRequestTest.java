package io.signalbox.chat;

import static io.signalbox.chat.Requests.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChatRequestTest {
  @Test
  void theNewestUserTextIsRead() {
    var request =
        Requests.of(
            "auto",
            message(Role.SYSTEM, "be kind"),
            message(Role.USER, "old"),
            message(Role.ASSISTANT, "answer"),
            message(Role.USER, "new"),
            message(Role.USER, "  "),
            message(Role.TOOL, "42"));
    assertThat(request.userText()).isEqualTo("new");
    assertThat(request.nonUserText()).isEqualTo("be kind\nanswer");
    assertThat(request.evaluationText()).isEqualTo("new");
  }

  @Test
  void instructionsAreReadWhereNoUserSpeaks() {
    var request =
        Requests.of("auto", message(Role.DEVELOPER, "one"), message(Role.ASSISTANT, "two"));
    assertThat(request.evaluationText()).isEqualTo("one\ntwo");
    assertThat(Requests.of("auto").evaluationText()).isEmpty();
    assertThat(Requests.of("auto", message(Role.TOOL, "x")).evaluationText()).isEmpty();
  }

  @Test
  void tokensAreEstimatedFromBytes() {
    assertThat(Requests.of("auto").estimatedTokens()).isZero();
    assertThat(Requests.saying("12345678").estimatedTokens()).isEqualTo(2 + 4);
    assertThat(Requests.saying("日本語").estimatedTokens()).isEqualTo(3 + 4);
  }

  @Test
  void theFloorOfTheEnvelopeCountsEverything() {
    assertThat(new Envelope(5, 10, 1, 2, 3, 4, 100).floorTokens())
        .isEqualTo(2 + 10 + 8192 + 8 + 24 + 32 + 100);
  }

  @Test
  void aHugeWishForTokensIsHugeAndNotNegative() {
    assertThat(new Envelope(5, 10, 1, 2, 3, 4, Long.MAX_VALUE).floorTokens())
        .isEqualTo(Long.MAX_VALUE);
    var most = Integer.MAX_VALUE;
    assertThat(new Envelope(most, most, most, most, most, most, Long.MAX_VALUE).floorTokens())
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void bytesAreCountedAsJavaWritesThem() {
    for (var text : List.of("", "a", "é", "日", "😀", "a\u0000b", "mixed é日😀 end")) {
      assertThat(Utf8.length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }
    assertThat(Utf8.length("\ud800")).isEqualTo(3);
    assertThat(Utf8.length("\udc00\ud800")).isEqualTo(6);
  }

  @Test
  void aPrefixStandsBeforeATextWithABlankLineBetween() {
    assertThat(message(Role.SYSTEM, "own").withPrefix("ours").text()).isEqualTo("ours\n\nown");
    assertThat(message(Role.SYSTEM, "").withPrefix("ours").text()).isEqualTo("ours");
    var twice = message(Role.SYSTEM, "own").withPrefix("inner").withPrefix("outer");
    assertThat(twice.text()).isEqualTo("outer\n\ninner\n\nown");
    assertThat(twice.prefix()).isEqualTo("outer\n\ninner");
    assertThat(twice.withText("new").prefix()).isNull();
  }

  @Test
  void headersAreEditedInOrder() {
    var headers =
        new Headers(List.of(new Header("A", "1"), new Header("b", "2"), new Header("a", "3")));
    assertThat(headers.first("A")).isEqualTo("1");
    assertThat(headers.first("c")).isNull();
    var edited =
        headers.with(
            HeaderEdits.NONE
                .and(new HeaderEdit.Append("B", "4"))
                .overwrite("a", "5")
                .and(new HeaderEdit.Append("a", "6"))
                .overwriteIfSet("d", "")
                .overwriteIfSet("e", null));
    assertThat(edited.fields())
        .containsExactly(
            new Header("b", "2"), new Header("b", "4"), new Header("a", "5"), new Header("a", "6"));
    assertThat(edited.with(HeaderEdits.NONE.remove("B")).first("b")).isNull();
  }

  @Test
  void anEventStreamIsKnownByItsType() {
    for (var type : List.of("text/event-stream", "Text/Event-Stream; charset=utf-8")) {
      assertThat(Replies.reply(200, type, new ScriptedBody()).eventStream()).isTrue();
    }
    assertThat(Replies.plain(200).eventStream()).isFalse();
    assertThat(new ChatReply(200, Headers.NONE, HeaderEdits.NONE, new ScriptedBody()).eventStream())
        .isFalse();
  }

  @Test
  void onlyTwoHundredsAreSuccess() {
    assertThat(List.of(199, 200, 299, 300))
        .extracting(status -> Replies.plain(status).success())
        .containsExactly(false, true, true, false);
  }

  @Test
  void aBodyThatIsThereIsGivenOnce() {
    var body = ReplyBody.of(new byte[] {1, 2});
    assertThat(body.next()).containsExactly(1, 2);
    assertThat(body.next()).isNull();
    assertThat(ReplyBody.of(new byte[0]).next()).isNull();
    var closed = ReplyBody.of(new byte[] {1});
    closed.close();
    assertThat(closed.next()).isNull();
  }

  @Test
  void aDeadlinePasses() {
    assertThat(Deadline.after(Duration.ZERO).passed()).isTrue();
    var far = Deadline.after(Duration.ofHours(1));
    assertThat(far.passed()).isFalse();
  }
}
