package io.signalbox.engine;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Replies;
import io.signalbox.plugin.Routed;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** An upstream that gives the replies it was made with, and remembers what it was sent. */
public final class ScriptedUpstream implements Upstream {
  /**
   * A request as it was sent.
   *
   * @param routed what was decided about it
   * @param request the request
   */
  public record Sent(Routed routed, ChatRequest request) {}

  private final Supplier<ChatReply> script;
  private final List<Sent> sent = new CopyOnWriteArrayList<>();

  public ScriptedUpstream(Supplier<ChatReply> script) {
    this.script = script;
  }

  /** Answers everything with an empty JSON object. */
  public static ScriptedUpstream agreeable() {
    return new ScriptedUpstream(() -> Replies.plain(200, "{}"));
  }

  @Override
  public ChatReply send(Routed routed, ChatRequest request) {
    sent.add(new Sent(routed, request));
    return script.get();
  }

  public List<Sent> sent() {
    return List.copyOf(sent);
  }

  /** The models that were asked, in order. */
  public List<String> models() {
    return sent.stream().map(one -> one.request().model()).toList();
  }
}
