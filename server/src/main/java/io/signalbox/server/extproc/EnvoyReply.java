package io.signalbox.server.extproc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.ReplyBody;
import io.signalbox.chat.RouterException;
import io.signalbox.extproc.wire.HttpBody;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.server.door.Announced;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The reply as the proxy shows it, and as it is told to send it on.
 *
 * <p>Usually the chain returns before it has looked at the body: the head is {@link #release}d with
 * the chain's changes, and each body message is answered, when the next one is wanted, with what
 * the chain made of it. A chain may also pull the body first, to judge the whole reply. The proxy
 * is then brought to show the body as its mode demands: full-duplex needs no answer, and the head
 * waits; a buffering proxy wants its head answered, and takes changes of it with the body; a
 * streaming proxy lets the head go, and changes of it come too late.
 */
final class EnvoyReply implements ReplyBody {
  /** How far the head is. */
  private enum Head {
    HELD,
    /** Answered for the sake of the body, before the chain was done. */
    ANSWERED_EARLY,
    RELEASED
  }

  /** How far the body is, and what told its end. */
  private enum End {
    OPEN,
    /** A message said so. */
    MARKED,
    /** No message said so, but there can be no more. */
    INFERRED,
    /** Trailers came, which want an answer. */
    TRAILERS,
    /** The proxy sends no more, or shows no body. */
    GONE
  }

  /**
   * Whom the reply is shown by, and within which bounds.
   *
   * @param modes the modes of the proxy
   * @param request takes messages of the request that come late
   * @param waiting how long for the next message
   * @param maxHeldBytes the most the chain may take without giving anything
   */
  record Setting(
      ProxyChannel channel, Modes modes, RequestFlow request, Duration waiting, int maxHeldBytes) {
    /**
     * The next message, or null when the proxy sends no more.
     *
     * @throws RouterException {@code TIMEOUT} when none came in time
     */
    @Nullable ProcessingRequest receive() {
      try {
        return channel.receive(waiting);
      } catch (RouterException idle) {
        if (idle.fault() == Fault.SLOW_REQUEST) {
          throw new RouterException(
              Fault.TIMEOUT, "nothing of the reply came for %d s".formatted(waiting.toSeconds()));
        }
        throw idle;
      }
    }
  }

  private final Setting setting;
  private final @Nullable MessageHead shownHead;
  private final long announced;
  private final JsonEnd jsonEnd = new JsonEnd();
  private ReplyAnswers answers;
  private Head head;
  private @Nullable ProcessingRequest early;
  private @Nullable ByteString pending;
  private ByteString produced = ByteString.EMPTY;
  private End end;
  private boolean begun;
  private boolean unwanted;
  private long received;
  private long held;

  private EnvoyReply(
      Setting setting,
      @Nullable MessageHead head,
      @Nullable ProcessingRequest early,
      boolean ends) {
    this.setting = setting;
    this.shownHead = head;
    this.head = head == null ? Head.RELEASED : Head.HELD;
    this.early = early;
    this.announced = head == null ? 0 : Announced.length(head.headers().first("content-length"));
    this.end = ends || !setting.modes.responseShown() ? bodiless(early) : End.OPEN;
    this.answers =
        switch (setting.modes.response()) {
          case FULL_DUPLEX_STREAMED -> new ReplyAnswers.Pieces(setting.channel, false);
          case STREAMED, GRPC, UNRECOGNIZED -> new ReplyAnswers.Chunks(setting.channel);
          case NONE, BUFFERED, BUFFERED_PARTIAL ->
              new ReplyAnswers.Whole(setting.channel, head != null, head != null && head.sized());
        };
  }

  /** Trailers may be all that the proxy shows of a reply. */
  private static End bodiless(@Nullable ProcessingRequest early) {
    return early != null && early.hasResponseTrailers() ? End.TRAILERS : End.GONE;
  }

  /**
   * The reply that begins with a message.
   *
   * @param first response headers; or what follows them, where the proxy does not show those
   */
  static EnvoyReply beginning(ProcessingRequest first, Setting setting) {
    if (!first.hasResponseHeaders()) {
      return new EnvoyReply(setting, null, first, false);
    }
    var headers = first.getResponseHeaders();
    return new EnvoyReply(
        setting, MessageHead.of(headers.getHeaders()), null, headers.getEndOfStream());
  }

  /** A proxy that streams wants the head answered before it shows any of the body. */
  @Override
  public boolean readableBeforeHead() {
    return switch (setting.modes.response()) {
      case BUFFERED, BUFFERED_PARTIAL, FULL_DUPLEX_STREAMED -> true;
      case NONE, STREAMED, GRPC, UNRECOGNIZED -> false;
    };
  }

  /** The reply as the chain gets it. */
  ChatReply reply() {
    return new ChatReply(status(), headers(), HeaderEdits.NONE, this);
  }

  private int status() {
    return shownHead == null ? 200 : shownHead.status();
  }

  private Headers headers() {
    return shownHead == null ? Headers.NONE : shownHead.headers();
  }

  /**
   * Whether the chain's reply has this one's status. Another cannot be had by changing this one: it
   * takes an immediate response.
   */
  boolean hasStatusOf(ChatReply reply) {
    return reply.status() == status();
  }

  /** Whether the proxy shows a body, which may then become another. */
  boolean hasBody() {
    return begun || end == End.OPEN;
  }

  /**
   * Answers the head as the chain wants it.
   *
   * @return changes that came too late, and are lost
   */
  HeaderEdits release(ChatReply reply) {
    var edits = HeaderDifference.between(headers(), reply.headers()).and(reply.edits());
    var before = head;
    head = Head.RELEASED;
    return switch (before) {
      case HELD -> {
        answerHead(reply, edits);
        yield HeaderEdits.NONE;
      }
      case ANSWERED_EARLY -> {
        if (answers instanceof ReplyAnswers.Whole whole) {
          whole.late(edits);
          yield HeaderEdits.NONE;
        }
        yield edits;
      }
      case RELEASED -> HeaderEdits.NONE;
    };
  }

  /**
   * Server-sent events of a buffering proxy get an override, so that each leaves when it comes. A
   * proxy that ignores it shows the whole body in one message, which has the same answer.
   */
  private void answerHead(ChatReply reply, HeaderEdits edits) {
    var common = Answers.common(edits, false);
    if (edits.touches("content-length") && !(answers instanceof ReplyAnswers.Whole)) {
      Answers.unsized(common);
    }
    var dialect = shownHead == null ? Dialect.ENVOY : shownHead.dialect();
    var streaming = setting.modes.streaming(dialect);
    if (streaming == null || end != End.OPEN || !reply.eventStream()) {
      setting.channel.send(Answers.responseHeaders(common).build());
      return;
    }
    answers =
        streaming == BodySendMode.FULL_DUPLEX_STREAMED
            ? new ReplyAnswers.Pieces(setting.channel, true)
            : new ReplyAnswers.Chunks(setting.channel);
    setting.channel.send(
        Answers.responseHeaders(Answers.unsized(common))
            .setModeOverride(setting.modes.overriddenBy(streaming))
            .build());
  }

  @Override
  public byte @Nullable [] next() {
    if (unwanted) {
      return null;
    }
    if (end == End.OPEN && head == Head.HELD && answers.bodyBehindHead()) {
      head = Head.ANSWERED_EARLY;
      setting.channel.send(Answers.responseHeaders(Answers.nothing()).build());
    }
    var chunk = take();
    held += chunk == null ? 0 : chunk.length;
    if (held > setting.maxHeldBytes) {
      throw new RouterException(
          Fault.UPSTREAM,
          "the reply is too large to be looked at as a whole (expected: at most %d bytes)"
              .formatted(setting.maxHeldBytes));
    }
    return chunk;
  }

  /** The next bytes of the body; null at its end. */
  private byte @Nullable [] take() {
    while (end == End.OPEN) {
      answerPending();
      var message = early == null ? setting.receive() : early;
      early = null;
      if (message == null) {
        end = End.GONE;
      } else if (message.hasResponseBody()) {
        var chunk = taken(message.getResponseBody());
        if (!chunk.isEmpty()) {
          return chunk.toByteArray();
        }
      } else if (message.hasResponseTrailers()) {
        end = End.TRAILERS;
      } else if (message.hasRequestHeaders()) {
        throw OutOfOrder.of(message);
      } else if (message.hasRequestBody() || message.hasRequestTrailers()) {
        setting.request.behind(message);
      } else {
        Neutral.answer(message, setting.channel);
      }
    }
    return null;
  }

  private ByteString taken(HttpBody body) {
    var chunk = body.getBody();
    begun = true;
    received += chunk.size();
    end = endOf(body);
    if (head != Head.RELEASED) {
      answers.hold(chunk, end != End.OPEN);
    }
    if (head == Head.RELEASED || end != End.OPEN) {
      pending = chunk;
    }
    return chunk;
  }

  private End endOf(HttpBody body) {
    if (body.getEndOfStream()) {
      return End.MARKED;
    }
    if (answers.endsAtWill()) {
      return End.OPEN;
    }
    // With HTTP trailers no message says that it is the last.
    jsonEnd.see(body.getBody());
    boolean complete = announced > 0 ? received >= announced : jsonEnd.complete();
    if (answers instanceof ReplyAnswers.Whole whole) {
      whole.cut(setting.modes.response() == BodySendMode.BUFFERED_PARTIAL && !complete);
      return End.INFERRED;
    }
    return complete ? End.INFERRED : End.OPEN;
  }

  /** Takes what the chain made of the chunks pulled so far; the array must not change any more. */
  void produced(byte[] chunk) {
    produced = produced.concat(UnsafeByteOperations.unsafeWrap(chunk));
    held = 0;
  }

  /**
   * Answers what is still open; the chain gives nothing more. What it did not want of the body must
   * not go on either.
   */
  void finish() {
    while (end == End.OPEN && !(begun && answers.endsAtWill())) {
      take();
    }
    if (!answers.endsAtWill()) {
      answerPending();
    } else if (begun || end == End.TRAILERS) {
      boolean last = end == End.MARKED || end == End.OPEN;
      answers.answer(ByteString.EMPTY, produced, last);
    }
    if (end == End.TRAILERS) {
      answers.trailers();
    }
  }

  private void answerPending() {
    if (pending != null) {
      answers.answer(pending, produced, false);
      pending = null;
      produced = ByteString.EMPTY;
    }
  }

  /** Answers a message of the reply that comes behind its end. */
  void behind(ProcessingRequest message) {
    if (message.hasResponseBody()) {
      answers.behind(message.getResponseBody().getBody());
    } else if (!(message.hasResponseTrailers() && answers.endsAtWill())) {
      Neutral.answer(message, setting.channel);
    }
  }

  @Override
  public void close() {
    unwanted = true;
  }
}
