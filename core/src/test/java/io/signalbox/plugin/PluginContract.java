package io.signalbox.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Replies;
import io.signalbox.chat.Requests;
import io.signalbox.chat.Role;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.ScriptedBody;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for every plugin that lets an ordinary call pass. */
public abstract class PluginContract {
  private static final String STREAM = "data: {\"a\":1}\n\ndata: [DONE]\n\n";

  private final Routed routed = RoutedCalls.to("model-a");
  private final List<ChatRequest> sent = new ArrayList<>();

  protected abstract Plugin plugin();

  private ChatReply around(ChatRequest request, ChatReply reply) {
    return plugin()
        .around(
            routed,
            request,
            changed -> {
              sent.add(changed);
              return reply;
            });
  }

  @Test
  void standsInAStage() {
    assertThat(plugin().stage()).isNotNull();
  }

  @Test
  void asksTheRestOfTheChainOnce() {
    around(Requests.saying("hello"), Replies.plain(200, "{}"));
    assertThat(sent).hasSize(1);
  }

  @Test
  void keepsWhatTheUserSaid() {
    var request = Requests.saying("hello");
    around(request, Replies.plain(200, "{}"));
    assertThat(sent.getFirst().userText()).isEqualTo("hello");
    assertThat(sent.getFirst().model()).isEqualTo(request.model());
    assertThat(sent.getFirst().stream()).isEqualTo(request.stream());
    assertThat(sent.getFirst().source()).isSameAs(request.source());
  }

  @Test
  void takesRequestsOfAnyForm() {
    for (var request :
        List.of(
            Requests.of("auto"),
            Requests.saying(""),
            Requests.of("auto", Requests.message(Role.SYSTEM, "")),
            Requests.of("auto", Requests.message(Role.TOOL, "")),
            Requests.of("auto", Requests.message(Role.ASSISTANT, "a")))) {
      sent.clear();
      around(request, Replies.plain(200, "{}"));
      assertThat(sent).hasSize(1);
      assertThat(sent.getFirst().encode()).isNotEmpty();
    }
  }

  @Test
  void letsAPlainReplyPass() {
    var reply = around(Requests.saying("hello"), Replies.plain(200, "{\"a\"", ":1}"));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(Replies.text(reply.body())).isEqualTo("{\"a\":1}");
  }

  @Test
  void letsAStreamPassHoweverItIsCut() {
    for (int cut = 1; cut < STREAM.length(); cut++) {
      var chunks = new String[] {STREAM.substring(0, cut), STREAM.substring(cut)};
      var reply = around(Requests.saying("hello"), Replies.stream(chunks));
      assertThat(reply.eventStream()).isTrue();
      assertThat(Replies.text(reply.body())).isEqualTo(STREAM);
    }
  }

  @Test
  void letsErrorRepliesPass() {
    for (int status : new int[] {400, 404, 429, 500, 503}) {
      var reply = around(Requests.saying("hello"), Replies.plain(status, "{\"error\":{}}"));
      assertThat(reply.status()).isEqualTo(status);
      assertThat(Replies.text(reply.body())).isEqualTo("{\"error\":{}}");
    }
  }

  @Test
  void closingItsReplyClosesTheOneItTook() {
    var body = new ScriptedBody("data: {}\n\n", "data: [DONE]\n\n");
    var reply = around(Requests.saying("hello"), Replies.reply(200, "text/event-stream", body));
    reply.body().next();
    reply.body().close();
    assertThat(body.isClosed()).isTrue();
  }

  @Test
  void aBrokenStreamStaysBroken() {
    var broken = new RouterException(Fault.UPSTREAM, "the backend broke off");
    var body = ScriptedBody.breaking(broken, "data: {}\n\n");
    var reply = around(Requests.saying("hello"), Replies.reply(200, "text/event-stream", body));
    assertThatThrownBy(() -> Replies.text(reply.body())).isSameAs(broken);
    reply.body().close();
    assertThat(body.isClosed()).isTrue();
  }

  @Test
  void whatTheChainThrowsComesThrough() {
    var refused = new RouterException(Fault.UPSTREAM, "the backend could not be reached");
    assertThatThrownBy(() ->
            plugin()
                .around(
                    routed,
                    Requests.saying("hello"),
                    request -> {
                      throw refused;
                    }))
        .isSameAs(refused);
  }
}
