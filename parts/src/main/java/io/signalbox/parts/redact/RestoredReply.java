package io.signalbox.parts.redact;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.ReplyBody;
import io.signalbox.chat.RouterException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A reply in which values stand in the place of placeholders, in any of the clients' formats. */
public final class RestoredReply {
  private static final int MAX_REPLY_BYTES = 64 << 20;

  private RestoredReply() {}

  /**
   * Restores a reply.
   *
   * @param values by placeholders, brackets left out
   * @throws RouterException {@code UPSTREAM} when the reply is compressed; what reading it throws
   */
  public static ChatReply of(ChatReply reply, Map<String, String> values) {
    var packing = reply.headers().first("content-encoding");
    if (packing != null && !packing.strip().equalsIgnoreCase("identity")) {
      throw new RouterException(
          Fault.UPSTREAM, "the backend sent a compressed reply (expected: identity)");
    }
    var tokens = new TokenIndex(values);
    if (reply.eventStream()) {
      return reply
          .withBody(new RestoredEvents(reply.body(), tokens))
          .withEdits(HeaderEdits.NONE.remove("content-length"));
    }
    var body = new RestoredBody(reply.body(), new RestoredJson(tokens));
    if (!reply.body().readableBeforeHead()) {
      return reply.withBody(body).withEdits(HeaderEdits.NONE.remove("content-length"));
    }
    var whole = body.readAll(2 * MAX_REPLY_BYTES);
    return reply
        .withBody(ReplyBody.of(whole))
        .withEdits(HeaderEdits.NONE.overwrite("content-length", Integer.toString(whole.length)));
  }

  /** A plain body, restored once all of it is there. */
  private static final class RestoredBody implements ReplyBody {
    private final ReplyBody source;
    private final RestoredJson json;
    private boolean done;

    RestoredBody(ReplyBody source, RestoredJson json) {
      this.source = source;
      this.json = json;
    }

    @Override
    public byte @Nullable [] next() {
      if (done) {
        return null;
      }
      done = true;
      var whole = source.readAll(MAX_REPLY_BYTES);
      return whole.length == 0 ? null : json.of(whole);
    }

    @Override
    public boolean readableBeforeHead() {
      return source.readableBeforeHead();
    }

    @Override
    public void close() {
      done = true;
      source.close();
    }
  }
}
