package io.signalbox.engine;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ReplyBody;
import io.signalbox.translate.BackendSide;
import io.signalbox.translate.ClientSide;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The body of an error reply in the client's protocol. */
final class TranslatedError implements ReplyBody {
  /** An error's message stands within this; more is read by nobody. */
  private static final int MAX_BYTES = 1 << 20;

  private final ChatReply reply;
  private final BackendSide backend;
  private final ClientSide client;
  private boolean told;

  TranslatedError(ChatReply reply, BackendSide backend, ClientSide client) {
    this.reply = reply;
    this.backend = backend;
    this.client = client;
  }

  @Override
  public byte @Nullable [] next() {
    if (told) {
      return null;
    }
    told = true;
    return client.error(backend.error(reply.status(), source()));
  }

  private byte[] source() {
    var bytes = new ByteArrayOutputStream();
    for (var chunk = reply.body().next(); chunk != null; chunk = reply.body().next()) {
      if (bytes.size() < MAX_BYTES) {
        bytes.writeBytes(chunk);
      }
    }
    return Arrays.copyOf(bytes.toByteArray(), Math.min(bytes.size(), MAX_BYTES));
  }

  @Override
  public boolean readableBeforeHead() {
    return reply.body().readableBeforeHead();
  }

  @Override
  public void close() {
    told = true;
    reply.body().close();
  }
}
