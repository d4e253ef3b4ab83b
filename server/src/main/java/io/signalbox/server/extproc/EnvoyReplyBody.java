package io.signalbox.server.extproc;

import io.signalbox.chat.ReplyBody;
import io.signalbox.extproc.wire.CommonResponse;
import io.signalbox.extproc.wire.ProcessingRequest;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The reply's body as the proxy shows it. Every message of the proxy wants exactly one answer (any
 * number in full-duplex mode), in order. A message is answered when the next one is wanted, with
 * what the chain has made of it until then; a chain that passes chunks on untouched so lets each
 * through as it is.
 */
final class EnvoyReplyBody implements ReplyBody {
  private final ProxyChannel channel;
  private final boolean duplex;
  private final Duration idle;
  private final ByteArrayOutputStream produced = new ByteArrayOutputStream();
  private byte @Nullable [] pending;
  private boolean pendingIsLast;
  private @Nullable ProcessingRequest early;
  private boolean ended;

  /**
   * @param early a body message that came before any response headers, or null
   * @param ended whether no body will come
   */
  EnvoyReplyBody(
      ProxyChannel channel,
      boolean duplex,
      Duration idle,
      @Nullable ProcessingRequest early,
      boolean ended) {
    this.channel = channel;
    this.duplex = duplex;
    this.idle = idle;
    this.early = early;
    this.ended = ended;
  }

  @Override
  public byte @Nullable [] next() {
    while (true) {
      answerPending();
      if (ended) {
        return null;
      }
      var message = early == null ? channel.receive(idle) : early;
      early = null;
      if (message == null) {
        ended = true;
      } else if (message.hasResponseBody()) {
        var chunk = message.getResponseBody().getBody().toByteArray();
        pending = chunk;
        pendingIsLast = message.getResponseBody().getEndOfStream();
        ended = pendingIsLast;
        if (chunk.length > 0) {
          return chunk;
        }
      } else if (message.hasResponseTrailers()) {
        flushProduced(false);
        channel.send(Answers.responseTrailers());
        ended = true;
      } else {
        Neutral.answer(message, channel);
      }
    }
  }

  /** Takes what the chain made of the chunks pulled so far. */
  void produced(byte[] chunk) {
    produced.writeBytes(chunk);
  }

  /** Answers what is still open; nothing more is produced. */
  void finish() {
    answerPending();
  }

  private void answerPending() {
    if (pending == null) {
      return;
    }
    if (duplex) {
      flushProduced(pendingIsLast);
    } else if (Arrays.equals(produced.toByteArray(), pending)) {
      channel.send(Answers.responseBody(CommonResponse.newBuilder()));
    } else {
      channel.send(
          Answers.responseBody(
              CommonResponse.newBuilder().setBodyMutation(Answers.whole(produced.toByteArray()))));
    }
    pending = null;
    produced.reset();
  }

  private void flushProduced(boolean last) {
    if (duplex && (produced.size() > 0 || pending != null)) {
      Answers.pieces(
          produced.toByteArray(), last, piece -> channel.send(Answers.responseBody(piece)));
      produced.reset();
    }
  }

  @Override
  public void close() {
    ended = true;
  }
}
