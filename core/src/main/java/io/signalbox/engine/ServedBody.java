package io.signalbox.engine;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ReplyBody;
import io.signalbox.chat.RouterException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Passes what the client gets on untouched and tells the listeners how it ended, once. */
final class ServedBody implements ReplyBody {
  private final Call call;
  private final ChatReply reply;
  private final String path;
  private final RouterEvents events;
  private final long startedAt;
  private @Nullable RouterException error;
  private boolean told;

  ServedBody(Call call, ChatReply reply, String path, RouterEvents events, long startedAt) {
    this.call = call;
    this.reply = reply;
    this.path = path;
    this.events = events;
    this.startedAt = startedAt;
  }

  @Override
  public byte @Nullable [] next() {
    try {
      var chunk = reply.body().next();
      if (chunk == null) {
        tell(true);
      }
      return chunk;
    } catch (RouterException broken) {
      error = broken;
      throw broken;
    }
  }

  @Override
  public boolean readableBeforeHead() {
    return reply.body().readableBeforeHead();
  }

  @Override
  public void close() {
    try {
      reply.body().close();
    } finally {
      tell(false);
    }
  }

  private void tell(boolean complete) {
    if (!told) {
      told = true;
      var took = Duration.ofNanos(System.nanoTime() - startedAt);
      events.served(call, new RouterEvents.Served(reply.status(), path, took, complete, error));
    }
  }
}
