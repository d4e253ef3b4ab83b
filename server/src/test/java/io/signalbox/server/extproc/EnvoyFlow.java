package io.signalbox.server.extproc;

import com.google.protobuf.ByteString;
import io.signalbox.chat.Header;
import io.signalbox.extproc.wire.HttpHeaders;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.server.extproc.Lane.Piece;
import io.signalbox.server.extproc.Outcome.Verdict;
import java.util.ArrayList;
import java.util.List;

/** How Envoy moves headers and bodies along, what of them it shows, and when it gives up. */
abstract class EnvoyFlow extends Emulator {
  private static final String NO_UPSTREAM =
      "upstream connect error or disconnect/reset before headers."
          + " reset reason: remote connection failure";

  /** Envoy answered its client itself; the request's answers no longer matter (1.7). */
  boolean local;

  EnvoyFlow(ProxySettings settings, HttpCall call, UpstreamReply reply, Order order) {
    super(settings, call, reply, order);
    routedBy = request.header("x-selected-model");
  }

  @Override
  HttpHeaders headersOf(Lane lane) {
    var headers = HttpHeaders.newBuilder().setEndOfStream(lane.bodiless);
    for (var header : lane.headers) {
      headers
          .getHeadersBuilder()
          .addHeadersBuilder()
          .setKey(header.name())
          .setRawValue(ByteString.copyFromUtf8(header.value()));
    }
    return headers.build();
  }

  @Override
  void advance(Lane lane) {
    if (over || !lane.headersHere || (lane.request && local)) {
      return;
    }
    if (!lane.headersAsked) {
      lane.headersAsked = true;
      if (lane.showsHeaders && !lane.passes) {
        askHeaders(lane);
      }
    }
    if (lane.passes) {
      passOn(lane);
    } else if (lane.mode == BodySendMode.FULL_DUPLEX_STREAMED) {
      duplex(lane);
    } else if (lane.awaitsHeaders) {
      checkLimit(lane);
    } else {
      switch (lane.mode) {
        case BUFFERED, BUFFERED_PARTIAL -> buffered(lane);
        case STREAMED, GRPC -> streamed(lane);
        default -> unshown(lane);
      }
    }
  }

  /** 1.3: a body over the limit is answered 413, or 500 on the way back: local.too-large. */
  boolean checkLimit(Lane lane) {
    if (lane.mode != BodySendMode.BUFFERED || lane.bytesHere() <= settings.bufferBytes()) {
      return false;
    }
    if (lane.request) {
      localReply(413, "Payload Too Large");
    } else {
      // resp-buffered.big3m: told to the client, not to the server.
      refuse(Verdict.ACCEPTED, 500, "Internal Server Error");
    }
    return true;
  }

  /** Local replies of 413 and 503 are shown to the server, whatever it has answered (1.7). */
  void localReply(int status, String text) {
    local = true;
    request.awaitsHeaders = false;
    var body = ByteString.copyFromUtf8(text);
    var fields = new ArrayList<Header>();
    fields.add(new Header(":status", Integer.toString(status)));
    fields.add(new Header("content-length", Integer.toString(body.size())));
    fields.add(new Header("content-type", "text/plain"));
    response.start(fields, false, List.of(body), true, List.of(), false);
    if (response.mode != BodySendMode.BUFFERED) {
      response.mode = BodySendMode.NONE;
    }
  }

  void unshown(Lane lane) {
    release(lane);
    for (var piece : lane.here) {
      lane.leave(piece.bytes());
    }
    lane.here.clear();
    if (!lane.ended) {
      return;
    }
    if (lane.trailers.isEmpty() || !lane.showsTrailers) {
      finish(lane);
    } else if (!lane.trailersAsked) {
      askTrailers(lane);
    }
  }

  void buffered(Lane lane) {
    if (checkLimit(lane)) {
      return;
    }
    boolean cut =
        lane.mode == BodySendMode.BUFFERED_PARTIAL && lane.bytesHere() > settings.bufferBytes();
    if (lane.bodiless) {
      finish(lane);
    } else if (!lane.bodyAsked && (lane.ended || cut)) {
      // req-buffered.trailers: the end is not told where trailers follow, shown or not.
      boolean end = lane.ended && lane.trailers.isEmpty();
      var whole = lane.takeHere();
      lane.asked.add(new Piece(whole, end));
      askBody(lane, whole, end);
    } else if (lane.bodyAsked && lane.asked.isEmpty() && lane.headersLeft) {
      // req-partial.big3m-cl: what is over the limit passes unseen.
      unshown(lane);
    }
  }

  void streamed(Lane lane) {
    while (!lane.here.isEmpty()) {
      var piece = lane.here.remove();
      lane.asked.add(piece);
      askBody(lane, piece.bytes(), piece.end());
    }
    if (lane.bodiless) {
      finish(lane);
    } else if (lane.ended && !lane.trailers.isEmpty() && lane.asked.isEmpty()) {
      release(lane);
      // req-streamed.trailers: hidden trailers leave without any end being told.
      if (!lane.showsTrailers) {
        finish(lane);
      } else if (!lane.trailersAsked) {
        askTrailers(lane);
      }
    }
  }

  void duplex(Lane lane) {
    while (!lane.here.isEmpty()) {
      var piece = lane.here.remove();
      askBody(lane, piece.bytes(), piece.end());
    }
    if (lane.ended && !lane.trailers.isEmpty() && !lane.trailersAsked) {
      askTrailers(lane);
    }
    if (!lane.awaitsHeaders) {
      release(lane);
      if (lane.bodiless) {
        finish(lane);
      }
    }
  }

  /** Nothing is shown any more; what was handed over in full duplex is lost (1.1). */
  void passOn(Lane lane) {
    lane.awaitsHeaders = false;
    lane.awaitsTrailers = false;
    if (lane.mode != BodySendMode.FULL_DUPLEX_STREAMED) {
      lane.asked.forEach(piece -> lane.leave(piece.bytes()));
    }
    lane.asked.clear();
    lane.showsTrailers = false;
    if (lane.mode == BodySendMode.FULL_DUPLEX_STREAMED && lane.endAsked) {
      release(lane);
      finish(lane);
    }
    unshown(lane);
  }

  /** Headers go on; their length goes when the body may change on its way (1.5). */
  void release(Lane lane) {
    if (lane.headersLeft) {
      return;
    }
    boolean unsized =
        switch (lane.configured) {
          case NONE -> false;
          case BUFFERED -> !lane.showsHeaders && lane.mode != BodySendMode.NONE && !lane.passes;
          default -> true;
        };
    if (unsized) {
      lane.remove("content-length");
      emptyLength(lane);
    }
    if (lane.request && "down".equals(routedBy)) {
      localReply(503, NO_UPSTREAM);
      return;
    }
    lane.headersLeft = true;
    if (lane.request) {
      upstreamHas();
    }
  }

  /** The codec tells the length of what has no body: req-fds.empty-cl0, resp-fds.empty200. */
  void emptyLength(Lane lane) {
    var status = lane.header(":status");
    boolean body =
        lane.request
            ? call.method().equals("POST")
            : !call.method().equals("HEAD") && !"204".equals(status) && !"304".equals(status);
    if (lane.bodiless && body) {
      lane.headers.add(new Header("content-length", "0"));
    }
  }

  void finish(Lane lane) {
    release(lane);
    if (!lane.headersLeft || lane.endLeft) {
      return;
    }
    // EnvoyMatrixIT.trailersSurvive: HTTP/1.1 has none behind a body of known length.
    boolean sizedBody = lane.header("content-length") != null;
    lane.trailersLeft = sizedBody ? List.of() : lane.trailers;
    var length = lane.header("content-length");
    if (lane.request && lane.header("transfer-encoding") != null) {
      // header.te: the body never ends.
      lane.remove("content-length");
      lane.left.clear();
      end(Verdict.HUNG, "transfer-encoding set");
      return;
    }
    if (lane.request && length != null && !lane.bodiless) {
      long announced = Long.parseLong(length);
      long sent = lane.bytesLeft().size();
      if (sent < announced) {
        // override-req.*-to-fds-cl: a shorter body hangs. A longer one is cut.
        end(Verdict.HUNG, "the backend waits for %d bytes".formatted(announced - sent));
        return;
      }
      if (sent > announced) {
        var cut = lane.bytesLeft().substring(0, (int) announced);
        lane.left.clear();
        lane.leave(cut);
        fault("a body longer than its content-length");
      }
    }
    lane.endLeft = true;
    if (lane.request) {
      upstreamHas();
    } else {
      // The stream is reset right after the last answer (1.1).
      end(Verdict.ACCEPTED, "");
    }
  }

  /** Everything from here on goes unseen. */
  void pass() {
    closed = true;
    request.passes = true;
    response.passes = true;
    advance(request);
    advance(response);
  }

  void refuse(Verdict verdict, int status, String text) {
    if (response.headersLeft) {
      end(Verdict.CUT, "unexpected EOF");
      return;
    }
    var headers = new ArrayList<Header>();
    headers.add(new Header("content-length", Integer.toString(text.length())));
    if (!text.isEmpty()) {
      headers.add(new Header("content-type", "text/plain"));
    }
    direct(status, headers, ByteString.copyFromUtf8(text));
    end(verdict, "");
  }

  @Override
  void clientGone() {
    end(Verdict.CLIENT_GONE, "");
  }

  @Override
  void upstreamBroke() {
    if (response.headersLeft) {
      end(Verdict.CUT, "unexpected EOF");
    } else {
      refuse(Verdict.ACCEPTED, 502, "upstream connect error");
    }
  }

  /** 1.1: a clean end lets the rest through; 1.11: an error may, unless full duplex has begun. */
  @Override
  void serverEnded(boolean well) {
    if (well) {
      pass();
      return;
    }
    boolean begun =
        (request.mode == BodySendMode.FULL_DUPLEX_STREAMED && !request.bodiless)
            || (response.mode == BodySendMode.FULL_DUPLEX_STREAMED && response.bodyAsked);
    if (settings.failOpen() && !begun) {
      pass();
    } else {
      refuse(Verdict.REFUSED, settings.errorStatus(), "");
    }
  }

  /** The timer of a message; full duplex has none (1.11). */
  @Override
  boolean giveUp() {
    boolean timed = timed(request) || timed(response);
    if (!timed) {
      return false;
    }
    judge(Verdict.TIMED_OUT, "");
    fault("no answer in time");
    if (settings.failOpen()) {
      pass();
    } else {
      refuse(Verdict.TIMED_OUT, 504, "");
    }
    return true;
  }

  boolean timed(Lane lane) {
    return lane.mode != BodySendMode.FULL_DUPLEX_STREAMED
        && (lane.awaitsHeaders || !lane.asked.isEmpty() || lane.awaitsTrailers);
  }

  /** Nothing can be shown any more, and no answer is due. */
  @Override
  boolean drained() {
    boolean hidden =
        !response.showsHeaders && response.mode == BodySendMode.NONE && !response.showsTrailers;
    return (request.endLeft || local) && hidden && !response.awaits();
  }
}
