package io.signalbox.server.extproc;

import com.google.protobuf.ByteString;
import io.signalbox.chat.Header;
import io.signalbox.extproc.wire.HttpHeaders;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingResponse;
import io.signalbox.server.extproc.Lane.Piece;
import io.signalbox.server.extproc.Outcome.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How agentgateway moves headers and bodies along, what of them it shows, and when it ends. */
abstract class AgentgatewayFlow extends Emulator {
  @Nullable ProcessingResponse earlyHeaders;
  boolean deadlocked;
  boolean confused;
  boolean mute;
  boolean anyAnswer;

  AgentgatewayFlow(ProxySettings settings, HttpCall call, UpstreamReply reply, Order order) {
    super(settings, call, reply, order);
    // 1.6: full duplex in either direction has both trailers shown.
    if (settings.anyDuplex()) {
      request.showsTrailers = true;
      response.showsTrailers = true;
    }
  }

  /** Pseudo headers last and in value (1.10). */
  @Override
  HttpHeaders headersOf(Lane lane) {
    var headers = HttpHeaders.newBuilder().setEndOfStream(lane.bodiless);
    for (var header : lane.headers) {
      if (!header.name().startsWith(":")) {
        headers
            .getHeadersBuilder()
            .addHeadersBuilder()
            .setKey(header.name())
            .setRawValue(ByteString.copyFromUtf8(header.value()));
      }
    }
    for (var header : lane.headers) {
      if (header.name().startsWith(":")) {
        headers
            .getHeadersBuilder()
            .addHeadersBuilder()
            .setKey(header.name())
            .setValue(header.value());
      }
    }
    return headers.build();
  }

  @Override
  void advance(Lane lane) {
    if (over || !lane.headersHere || (lane == response && replaced())) {
      return;
    }
    if (!lane.headersAsked) {
      lane.headersAsked = true;
      if (lane.showsHeaders && !lane.passes) {
        askHeaders(lane);
      }
      if (lane == response && earlyHeaders != null) {
        answer(earlyHeaders);
        return;
      }
    }
    if (lane.passes) {
      lane.awaitsHeaders = false;
      unshown(lane);
    } else if (lane.mode == BodySendMode.FULL_DUPLEX_STREAMED) {
      duplex(lane);
    } else if (!lane.awaitsHeaders) {
      switch (lane.mode) {
        case BUFFERED, BUFFERED_PARTIAL -> buffered(lane);
        default -> unshown(lane);
      }
    }
  }

  boolean replaced() {
    return direct != null && !response.headersHere;
  }

  void unshown(Lane lane) {
    release(lane);
    for (var piece : lane.here) {
      lane.leave(piece.bytes());
    }
    lane.here.clear();
    if (lane.ended) {
      finish(lane);
    }
  }

  void buffered(Lane lane) {
    if (lane.bodiless) {
      finish(lane);
      return;
    }
    boolean over = lane.bytesHere() > settings.bufferBytes();
    boolean partial = lane.mode == BodySendMode.BUFFERED_PARTIAL;
    if (over && !partial && !lane.bodyAsked) {
      fail("failed to buffer body");
    } else if (!lane.bodyAsked && over) {
      // replace-req-partial.big-prefix: the rest follows unseen.
      var all = lane.takeHere();
      var shown = all.substring(0, settings.bufferBytes());
      lane.here.add(new Piece(all.substring(settings.bufferBytes()), lane.ended));
      lane.asked.add(new Piece(shown, false));
      askBody(lane, shown, false);
    } else if (!lane.bodyAsked && lane.ended) {
      boolean end = lane.trailers.isEmpty();
      var whole = lane.takeHere();
      lane.asked.add(new Piece(whole, end));
      askBody(lane, whole, end);
      if (!end && lane.showsTrailers) {
        askTrailers(lane);
      } else if (!end) {
        // req-buffered.trailers: the end comes as an empty body.
        askBody(lane, ByteString.EMPTY, true);
      }
    } else if (lane.bodyAsked && lane.asked.isEmpty()) {
      unshown(lane);
    }
  }

  void duplex(Lane lane) {
    while (!lane.here.isEmpty()) {
      var piece = lane.here.remove();
      // replace-resp-fds.early-eos: a reply is shown to its end.
      if (!lane.endLeft || lane == response) {
        askBody(lane, piece.bytes(), piece.end());
      }
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

  /** Headers go on; their length goes when the body may change on its way (1.5). */
  void release(Lane lane) {
    if (lane.headersLeft) {
      return;
    }
    boolean unsized =
        switch (lane.mode) {
          case NONE, STREAMED -> false;
          case BUFFERED -> !lane.showsHeaders && !lane.passes;
          default -> !lane.bodiless && !lane.passes;
        };
    if (unsized) {
      lane.remove("content-length");
    }
    lane.headersLeft = true;
    if (lane.request) {
      // 1.14: before routing, whatever the flag says.
      routedBy = request.header("x-selected-model");
      if ("down".equals(routedBy)) {
        lane.headersLeft = false;
        own(503, "upstream call failed");
        end(Verdict.ACCEPTED, "");
        return;
      }
      upstreamHas();
    }
  }

  /** Trailers are never forwarded (1.6). */
  void finish(Lane lane) {
    release(lane);
    if (over || lane.endLeft) {
      return;
    }
    lane.endLeft = true;
    if (lane.request) {
      upstreamHas();
    }
  }

  void fail(String why) {
    if (response.headersLeft) {
      // error-closed.close-err-fds-resp: the reply ends cleanly where it is.
      response.endLeft = true;
      end(Verdict.ACCEPTED, why);
      return;
    }
    own(500, "ext_proc failed: " + why);
    end(Verdict.REFUSED, "ext_proc failed: " + why);
  }

  void own(int status, String text) {
    var headers =
        List.of(
            new Header("content-type", "text/plain"),
            new Header("content-length", Integer.toString(text.length())));
    direct(status, headers, ByteString.copyFromUtf8(text));
  }

  /** 1.1: in the middle of a request nothing at all is said, and everything stays open. */
  @Override
  void clientGone() {
    judge(Verdict.CLIENT_GONE, "");
    if (request.endLeft || request.mode != BodySendMode.FULL_DUPLEX_STREAMED || request.ended) {
      end(Verdict.CLIENT_GONE, "");
    } else {
      mute = true;
    }
  }

  /** A reply in full duplex is read to its end: agw-leak.response-fds-gone. */
  @Override
  boolean stopsWithClient() {
    if (response.mode == BodySendMode.FULL_DUPLEX_STREAMED) {
      judge(Verdict.CLIENT_GONE, "");
      return false;
    }
    return true;
  }

  @Override
  void upstreamBroke() {
    if (response.headersLeft || response.mode == BodySendMode.FULL_DUPLEX_STREAMED) {
      // resp-fds.upstream-abort: a clean end of a cut body.
      closed = true;
      if (response.headersLeft) {
        response.endLeft = true;
        end(Verdict.ACCEPTED, "");
      }
    } else {
      fail("failed to buffer body");
    }
  }

  /** A clean end is no better than an error (1.1); open only before the first answer (1.11). */
  @Override
  void serverEnded(boolean well) {
    if (request.passes || (drained() && !response.awaits() && !request.awaits())) {
      closed = true;
      return;
    }
    if (settings.failOpen() && !anyAnswer && !request.bodyAsked) {
      closed = true;
      request.passes = true;
      response.passes = true;
      advance(request);
    } else {
      fail(
          request.awaits() || response.awaits()
              ? "no more response messages"
              : "failed to send request");
    }
  }

  @Override
  boolean giveUp() {
    return false;
  }

  @Override
  boolean moves(Lane lane) {
    return !(mute && lane.request);
  }

  /** The stream is half closed together with the last message (1.1). */
  @Override
  boolean drained() {
    if (mute && !response.started) {
      return false;
    }
    boolean shown =
        response.showsHeaders
            || response.mode != BodySendMode.NONE
            || (response.showsTrailers && !response.started);
    if (!shown) {
      // Nothing of a request is shown any more once an immediate response has ended its reply.
      boolean asked = request.mode == BodySendMode.NONE ? request.headersLeft : allAsked(request);
      return asked || (mute && response.endLeft);
    }
    return response.headersHere
        && (!response.showsHeaders || response.headersAsked)
        && allAsked(response)
        && !headersHold(response);
  }

  static boolean headersHold(Lane lane) {
    return lane.awaitsHeaders
        && !lane.bodiless
        && lane.mode != BodySendMode.NONE
        && lane.mode != BodySendMode.FULL_DUPLEX_STREAMED;
  }

  static boolean allAsked(Lane lane) {
    if (lane.bodiless) {
      return lane.headersAsked;
    }
    return switch (lane.mode) {
      case NONE -> lane.headersHere && lane.headersAsked;
      case FULL_DUPLEX_STREAMED ->
          lane.ended && lane.here.isEmpty() && (lane.endAsked || lane.trailersAsked);
      default -> lane.ended && lane.here.isEmpty() && lane.bodyAsked;
    };
  }
}
