package io.signalbox.server.extproc;

import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.ReplyBody;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingResponse;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The reply's body as the proxy shows it. Every message of the proxy wants exactly one answer (any
 * number in full-duplex mode), in order. A message is answered when the next one is wanted, with
 * what the chain has made of it until then; a chain that passes chunks on untouched so lets each
 * through as it is.
 *
 * <p>A buffering proxy shows the body only once the head is answered, but holds the head until the
 * body is. A chain that reads the body first, to tell more in the head, so gets a neutral answer to
 * the head, and its changes leave with the body.
 */
final class EnvoyReplyBody implements ReplyBody {
  private final ProxyChannel channel;
  private final Modes modes;
  private final boolean duplex;
  private final Duration idle;
  private final ByteArrayOutputStream produced = new ByteArrayOutputStream();
  private byte @Nullable [] pending;
  private boolean pendingIsLast;
  private @Nullable ProcessingRequest early;
  private boolean ended;
  private boolean headOpen;
  private boolean inOnePiece;
  private boolean trailersOpen;
  private HeaderEdits lateEdits = HeaderEdits.NONE;

  /**
   * @param headOpen whether the head waits for an answer
   * @param early a body message that came before any response headers, or null
   * @param ended whether no body will come
   */
  EnvoyReplyBody(
      ProxyChannel channel,
      Modes modes,
      Duration idle,
      boolean headOpen,
      @Nullable ProcessingRequest early,
      boolean ended) {
    this.channel = channel;
    this.modes = modes;
    this.duplex = modes.responseDuplex();
    this.idle = idle;
    this.headOpen = headOpen;
    this.early = early;
    this.ended = ended;
  }

  @Override
  public boolean readableBeforeHead() {
    return modes.response() == BodySendMode.BUFFERED || duplex;
  }

  /** Answers the head, or keeps the changes for the body where it is answered already. */
  void answerHead(HeaderEdits edits, ProcessingResponse.Builder answer) {
    if (headOpen) {
      headOpen = false;
      channel.send(answer.build());
    } else {
      lateEdits = edits;
    }
  }

  @Override
  public byte @Nullable [] next() {
    if (headOpen && !duplex) {
      headOpen = false;
      inOnePiece = true;
      channel.send(Answers.responseHeaders(Answers.common(HeaderEdits.NONE, false)).build());
    }
    while (true) {
      // The last message is answered by finish(): the chain may still add to what it made of it.
      if (ended) {
        return null;
      }
      answerPending();
      var message = early == null ? channel.receive(idle) : early;
      early = null;
      if (message == null) {
        ended = true;
      } else if (message.hasResponseBody()) {
        var chunk = message.getResponseBody().getBody().toByteArray();
        pending = chunk;
        pendingIsLast = inOnePiece || message.getResponseBody().getEndOfStream();
        ended = pendingIsLast;
        if (chunk.length > 0) {
          return chunk;
        }
      } else if (message.hasResponseTrailers()) {
        trailersOpen = true;
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
    if (trailersOpen) {
      trailersOpen = false;
      flushProduced(false);
      channel.send(Answers.responseTrailers());
    }
  }

  private void answerPending() {
    if (pending == null) {
      return;
    }
    if (duplex) {
      // Pieces follow the answer to the head; what comes before it is kept for later.
      if (headOpen) {
        pending = null;
        return;
      }
      flushProduced(pendingIsLast);
    } else {
      var common = Answers.common(lateEdits, false);
      lateEdits = HeaderEdits.NONE;
      if (!Arrays.equals(produced.toByteArray(), pending)) {
        common.setBodyMutation(Answers.whole(produced.toByteArray()));
      }
      channel.send(Answers.responseBody(common));
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
