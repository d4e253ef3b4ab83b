package io.signalbox.parts.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.Fault;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Replies;
import io.signalbox.chat.Requests;
import io.signalbox.chat.RouterException;
import io.signalbox.plugin.Plugin;
import io.signalbox.plugin.PluginContract;
import io.signalbox.plugin.RoutedCalls;
import io.signalbox.store.CallRecorder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RouterReplayPluginTest extends PluginContract {
  private final List<String> told = new ArrayList<>();
  private final CallRecorder recorder =
      new CallRecorder() {
        @Override
        public void keep(String call) {
          told.add("keep");
        }

        @Override
        public void skip(String call) {
          told.add("skip");
        }

        @Override
        public void request(String call, Body body) {
          told.add("request %b %s".formatted(body.truncated(), body.text()));
        }

        @Override
        public void response(String call, Body body) {
          told.add("response %b %s".formatted(body.truncated(), body.text()));
        }
      };

  @Override
  protected Plugin plugin() {
    return new RouterReplayPlugin(recorder, true, 1000, 1000);
  }

  private Headers edits(Plugin plugin, int status) {
    var routed = RoutedCalls.to("m");
    var reply =
        plugin.around(routed, Requests.saying("hi"), sent -> Replies.plain(status, "{\"a\":1}"));
    assertThat(Replies.text(reply.body())).isEqualTo("{\"a\":1}");
    return Headers.NONE.with(reply.edits());
  }

  @Test
  void keepsNoBodyUnlessTold() {
    assertThat(
            edits(new RouterReplayPlugin(recorder, true, null, null), 200).first("x-vsr-replay-id"))
        .hasSize(25);
    assertThat(told).containsExactly("keep");
  }

  @Test
  void keepsBodiesUpToTheirBound() {
    var _ = edits(new RouterReplayPlugin(recorder, true, 2, 4), 200);
    assertThat(told).hasSize(3);
    assertThat(told.get(1)).startsWith("request true ");
    assertThat(told.get(2)).isEqualTo("response true {\"a\"");
  }

  @Test
  void tellsTheIdOfSuccessesOnly() {
    assertThat(edits(plugin(), 500).first("x-vsr-replay-id")).isNull();
  }

  @Test
  void switchedOffItKeepsAndTellsNothing() {
    var off = new RouterReplayPlugin(recorder, false, 1000, 1000);
    var routed = RoutedCalls.to("m");
    var reply = off.around(routed, Requests.saying("hi"), sent -> Replies.plain(200, "{}"));
    assertThat(reply.edits().touches("x-vsr-replay-id")).isTrue();
    assertThat(Headers.NONE.with(reply.edits()).first("x-vsr-replay-id")).isNull();
    assertThat(told).containsExactly("skip");
  }

  @Test
  void keepsThePromptOfACallThatFails() {
    assertThatThrownBy(() ->
            plugin()
                .around(
                    RoutedCalls.to("m"),
                    Requests.saying("hi"),
                    sent -> {
                      throw new RouterException(Fault.UPSTREAM, "no reply");
                    }))
        .isInstanceOf(RouterException.class);
    assertThat(told).hasSize(2);
    assertThat(told.getLast()).startsWith("request false ");
  }
}
