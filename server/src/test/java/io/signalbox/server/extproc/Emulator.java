package io.signalbox.server.extproc;

import com.google.protobuf.ByteString;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Header;
import io.signalbox.chat.RouterException;
import io.signalbox.extproc.wire.HttpBody;
import io.signalbox.extproc.wire.HttpHeaders;
import io.signalbox.extproc.wire.HttpTrailers;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingMode.HeaderSendMode;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingResponse;
import io.signalbox.extproc.wire.ProtocolConfiguration;
import io.signalbox.server.extproc.Outcome.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A proxy with an HTTP client before it and a backend behind it, as its ExtProc server sees them.
 *
 * <p>Time does not pass: whenever the server waits for a message, the exchange moves on by one
 * step, in an order that is chosen, until there is a message. When nothing can move and the proxy
 * waits for an answer that the server waits to be asked for, the exchange hangs; the proxy's timer
 * or the server's own idle deadline then strikes.
 */
abstract class Emulator implements ProxyChannel {
  /** Chooses what happens first when several things can. */
  @FunctionalInterface
  interface Order {
    /** Picks one of two or more. */
    Lane next(List<Lane> movable);
  }

  /** How often the server's idle deadline may strike before the client gives up. */
  private static final int PATIENCE = 3;

  final ProxySettings settings;
  final HttpCall call;
  final UpstreamReply reply;
  final Lane request;
  final Lane response;
  private final Order order;
  private final Deque<ProcessingRequest> outbox = new ArrayDeque<>();
  private final List<Object> log = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private boolean configTold;
  private int strikes;

  /** Nothing more is sent; answers may still count. */
  boolean closed;

  /** Nothing counts any more. */
  boolean over;

  @Nullable String routedBy;
  Outcome.@Nullable Reply direct;
  private @Nullable Verdict verdict;
  private String reason = "";

  Emulator(ProxySettings settings, HttpCall call, UpstreamReply reply, Order order) {
    this.settings = settings;
    this.call = call;
    this.reply = reply;
    this.order = order;
    var modes = settings.modes();
    request =
        new Lane(
            true,
            modes.getRequestBodyMode(),
            modes.getRequestHeaderMode() != HeaderSendMode.SKIP,
            modes.getRequestTrailerMode() == HeaderSendMode.SEND);
    response =
        new Lane(
            false,
            modes.getResponseBodyMode(),
            modes.getResponseHeaderMode() != HeaderSendMode.SKIP,
            modes.getResponseTrailerMode() == HeaderSendMode.SEND);
    var fields = new ArrayList<Header>();
    fields.add(new Header(":method", call.method()));
    fields.add(new Header(":path", call.path()));
    fields.add(new Header(":scheme", "http"));
    fields.add(new Header(":authority", "127.0.0.1:10000"));
    fields.addAll(call.headers());
    request.start(
        fields,
        call.bodiless(),
        call.pieces(),
        call.endsOnLast(),
        call.trailers(),
        call.departure() == HttpCall.Departure.IN_REQUEST);
  }

  /** Does what can be done with what is here. */
  abstract void advance(Lane lane);

  /** Takes an answer. */
  abstract void answer(ProcessingResponse answer);

  /** The client went away. */
  abstract void clientGone();

  /** The backend's connection broke while it replied. */
  abstract void upstreamBroke();

  /** The server ended the stream. */
  abstract void serverEnded(boolean well);

  /** Whether the proxy itself ends the wait; called when nothing can move. */
  abstract boolean giveUp();

  /** Whether no message can come any more, whatever is answered. */
  abstract boolean drained();

  abstract HttpHeaders headersOf(Lane lane);

  @Override
  public final @Nullable ProcessingRequest receive(Duration idle) {
    while (true) {
      var next = outbox.poll();
      if (next != null) {
        log.add(next);
        return next;
      }
      if (closed || over || drained()) {
        closed = true;
        return null;
      }
      if (!step() && !giveUp()) {
        strikes++;
        log.add("nothing came");
        if (strikes > PATIENCE) {
          end(Verdict.HUNG, "the client gave up");
        } else {
          throw new RouterException(Fault.SLOW_REQUEST, "nothing came");
        }
      }
    }
  }

  @Override
  public final void send(ProcessingResponse response) {
    log.add(response);
    if (!over) {
      answer(response);
    }
  }

  /** The proxy is gone, and with it the exchange. */
  final void vanish() {
    end(Verdict.CLIENT_GONE, "");
  }

  /** Ends the server's side and lets everything come to its end. */
  final Outcome finish(boolean well) {
    if (!over && !closed) {
      serverEnded(well);
    }
    return settle();
  }

  /** Lets everything come to its end, with a server that stays and says no more. */
  final Outcome settle() {
    while (!over && (step() || (!complete() && giveUp()))) {
      outbox.clear();
    }
    if (verdict == null) {
      verdict = complete() ? Verdict.ACCEPTED : Verdict.HUNG;
    }
    return new Outcome(verdict, reason, upstreamSaw(), clientSaw(), List.copyOf(faults));
  }

  private boolean complete() {
    return direct != null || response.endLeft;
  }

  /** Whether the exchange fails whatever the server answers: too large to be buffered. */
  final boolean failsByItself() {
    int limit = settings.bufferBytes();
    return reply.aborts()
        || (request.mode == BodySendMode.BUFFERED && call.body().size() > limit)
        || (response.mode == BodySendMode.BUFFERED && reply.body().size() > limit);
  }

  /** How often the proxy waited for an answer while the server waited for a message. */
  final int strikes() {
    return strikes;
  }

  /** Messages, answers and silences, in order. */
  final List<Object> log() {
    return log;
  }

  private boolean step() {
    if (over) {
      return false;
    }
    var movable = new ArrayList<Lane>();
    if (request.hasMore() && moves(request)) {
      movable.add(request);
    }
    if (response.hasMore() && moves(response)) {
      movable.add(response);
    }
    if (movable.isEmpty()) {
      boolean leaves = call.departure() == HttpCall.Departure.BEFORE_REPLY && request.ended;
      if (leaves && !response.started) {
        clientGone();
      }
      return leaves && over;
    }
    var lane = movable.size() == 1 ? movable.getFirst() : order.next(movable);
    lane.arrive();
    if (!lane.broken) {
      advance(lane);
    } else if (lane.request || call.departure() == HttpCall.Departure.IN_REPLY) {
      clientGone();
    } else {
      upstreamBroke();
    }
    return true;
  }

  /** Whether the proxy still reads a direction. */
  boolean moves(Lane lane) {
    return true;
  }

  /** Whether a reply is no longer read once the client has gone. */
  boolean stopsWithClient() {
    return true;
  }

  /** The backend replies, once it has the request, or as soon as it likes. */
  final void upstreamHas() {
    boolean ready = request.endLeft || (reply.early() && request.headersLeft);
    if (!ready || response.started || over) {
      return;
    }
    if (call.departure() == HttpCall.Departure.BEFORE_REPLY) {
      clientGone();
      return;
    }
    var fields = new ArrayList<Header>();
    fields.add(new Header(":status", Integer.toString(reply.status())));
    fields.addAll(reply.headers());
    boolean leaves = call.departure() == HttpCall.Departure.IN_REPLY && stopsWithClient();
    response.start(
        fields,
        reply.bodiless() || call.method().equals("HEAD"),
        reply.pieces(),
        reply.endsOnLast(),
        reply.trailers(),
        reply.aborts() || leaves);
  }

  final void askHeaders(Lane lane) {
    var headers = headersOf(lane);
    lane.awaitsHeaders = true;
    ask(
        lane.request
            ? ProcessingRequest.newBuilder().setRequestHeaders(headers)
            : ProcessingRequest.newBuilder().setResponseHeaders(headers));
  }

  final void askBody(Lane lane, ByteString bytes, boolean end) {
    var body = HttpBody.newBuilder().setBody(bytes).setEndOfStream(end).build();
    lane.bodyAsked = true;
    lane.endAsked |= end;
    ask(
        lane.request
            ? ProcessingRequest.newBuilder().setRequestBody(body)
            : ProcessingRequest.newBuilder().setResponseBody(body));
  }

  final void askTrailers(Lane lane) {
    var trailers = HttpTrailers.newBuilder();
    for (var trailer : lane.trailers) {
      trailers
          .getTrailersBuilder()
          .addHeadersBuilder()
          .setKey(trailer.name())
          .setRawValue(ByteString.copyFromUtf8(trailer.value()));
    }
    lane.trailersAsked = true;
    lane.awaitsTrailers = true;
    ask(
        lane.request
            ? ProcessingRequest.newBuilder().setRequestTrailers(trailers)
            : ProcessingRequest.newBuilder().setResponseTrailers(trailers));
  }

  private void ask(ProcessingRequest.Builder message) {
    if (!configTold) {
      configTold = true;
      message.setProtocolConfig(
          ProtocolConfiguration.newBuilder()
              .setRequestBodyMode(request.configured)
              .setResponseBodyMode(response.configured));
    }
    outbox.add(message.build());
  }

  /** The server did something that this proxy ignores or punishes. */
  final void fault(String what) {
    faults.add(what);
  }

  /** What the client gets instead of the backend's reply. */
  final void direct(int status, List<Header> headers, ByteString body) {
    boolean silent = call.method().equals("HEAD");
    direct =
        new Outcome.Reply(
            status,
            headers,
            silent ? ByteString.EMPTY : body,
            List.of(),
            body.isEmpty() || silent ? 0 : 1);
  }

  /** Remembers how it went; the first word counts. */
  final void judge(Verdict how, String why) {
    if (verdict == null) {
      verdict = how;
      reason = why;
    }
  }

  final void end(Verdict how, String why) {
    judge(how, why);
    over = true;
    closed = true;
    outbox.clear();
  }

  private Outcome.@Nullable Request upstreamSaw() {
    if (!request.headersLeft) {
      return null;
    }
    return new Outcome.Request(
        String.valueOf(request.header(":method")),
        String.valueOf(request.header(":path")),
        routedBy,
        plain(request.headers),
        request.bytesLeft(),
        request.trailersLeft,
        request.endLeft);
  }

  private Outcome.@Nullable Reply clientSaw() {
    if (direct != null) {
      return direct;
    }
    if (!response.headersLeft) {
      return null;
    }
    return new Outcome.Reply(
        Integer.parseInt(String.valueOf(response.header(":status"))),
        plain(response.headers),
        response.bytesLeft(),
        response.trailersLeft,
        response.left.size());
  }

  static List<Header> plain(List<Header> headers) {
    return headers.stream()
        .filter(header -> !header.name().startsWith(":"))
        .map(header -> new Header(header.name().toLowerCase(Locale.ROOT), header.value()))
        .toList();
  }
}
