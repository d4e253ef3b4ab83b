package io.signalbox.server.extproc;

import com.google.protobuf.ByteString;
import io.signalbox.chat.Header;
import io.signalbox.extproc.wire.BodyMutation;
import io.signalbox.extproc.wire.BodyMutation.MutationCase;
import io.signalbox.extproc.wire.CommonResponse;
import io.signalbox.extproc.wire.CommonResponse.ResponseStatus;
import io.signalbox.extproc.wire.HeaderMutation;
import io.signalbox.extproc.wire.ImmediateResponse;
import io.signalbox.extproc.wire.ProcessingMode;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingMode.HeaderSendMode;
import io.signalbox.extproc.wire.ProcessingResponse;
import io.signalbox.server.extproc.Lane.Piece;
import io.signalbox.server.extproc.Outcome.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Envoy from 1.34 on: how it takes answers. Sections are those of extproc-clients, cases those of
 * extproc-measured; where the two differ, the measured one is followed.
 */
final class EnvoyEmulator extends EnvoyFlow {
  private static final int MOST_HEADER_BYTES = 60 * 1024;

  EnvoyEmulator(ProxySettings settings, HttpCall call, UpstreamReply reply, Order order) {
    super(settings, call, reply, order);
  }

  @Override
  void answer(ProcessingResponse answer) {
    if (answer.hasImmediateResponse()) {
      immediate(answer.getImmediateResponse());
      return;
    }
    if (answer.hasModeOverride() && !answer.hasRequestHeaders() && !answer.hasResponseHeaders()) {
      fault("an override outside of the headers' answers");
    }
    switch (answer.getResponseCase()) {
      case REQUEST_HEADERS -> headers(request, answer.getRequestHeaders().getResponse(), answer);
      case RESPONSE_HEADERS -> headers(response, answer.getResponseHeaders().getResponse(), answer);
      case REQUEST_BODY -> body(request, answer.getRequestBody().getResponse());
      case RESPONSE_BODY -> body(response, answer.getResponseBody().getResponse());
      case REQUEST_TRAILERS -> trailers(request, answer.getRequestTrailers().getHeaderMutation());
      case RESPONSE_TRAILERS ->
          trailers(response, answer.getResponseTrailers().getHeaderMutation());
      // wrong-closed.empty-message, .metadata-only-message, .override-only-message
      default -> spurious("unhandled message");
    }
  }

  private void headers(Lane lane, CommonResponse common, ProcessingResponse whole) {
    if (lane.request && local) {
      return;
    }
    if (!lane.awaitsHeaders) {
      spurious("headers' answer");
      return;
    }
    if (!mutate(lane, common)) {
      return;
    }
    lane.awaitsHeaders = false;
    if (whole.hasModeOverride()) {
      override(whole.getModeOverride(), lane);
    }
    if (common.getStatus() == ResponseStatus.CONTINUE_AND_REPLACE) {
      replace(lane, common.getBodyMutation());
      return;
    }
    if (common.hasBodyMutation()) {
      fault("a body in the headers' answer");
    }
    if (!lane.bodiless && lane.mode == BodySendMode.STREAMED && !lane.here.isEmpty()) {
      joinHere(lane);
    }
    advance(lane);
  }

  /** What came while the headers waited is one message (req-streamed.post-cl). */
  private static void joinHere(Lane lane) {
    boolean end = lane.here.getLast().end();
    var bytes = lane.takeHere();
    lane.here.add(new Piece(bytes, end));
  }

  /** header.replace-status, header.replace-response: nothing more of this side is shown. */
  private void replace(Lane lane, BodyMutation mutation) {
    lane.here.clear();
    lane.coming.clear();
    lane.ended = true;
    lane.trailers = List.of();
    lane.passes = true;
    lane.remove("content-length");
    lane.leave(mutation.getBody());
    finish(lane);
  }

  private void body(Lane lane, CommonResponse common) {
    if (lane.request && local) {
      return;
    }
    if (lane.mode == BodySendMode.FULL_DUPLEX_STREAMED) {
      duplexBody(lane, common);
    } else if (lane.asked.isEmpty() || lane.awaitsHeaders) {
      spurious("body's answer");
    } else {
      wholeBody(lane, common);
    }
  }

  private void wholeBody(Lane lane, CommonResponse common) {
    // replace-req-streamed.cl: headers are held for a body that is here as a whole.
    boolean held = !lane.headersLeft;
    boolean applies = held && lane.showsHeaders && (isBuffered(lane) || lane.asked.peek().end());
    if (applies && !mutate(lane, common)) {
      return;
    }
    if (!applies && common.getHeaderMutation().getSetHeadersCount() > 0 && lane.showsHeaders) {
      fault("header changes in a chunk's answer");
    }
    var piece = lane.asked.remove();
    var bytes = piece.bytes();
    if (common.hasBodyMutation()) {
      var mutation = common.getBodyMutation();
      var changed = mutation.getMutationCase();
      bytes =
          switch (changed) {
            case BODY -> mutation.getBody();
            case CLEAR_BODY -> ByteString.EMPTY;
            default -> bytes;
          };
      boolean counts = changed == MutationCase.BODY;
      if (changed == MutationCase.STREAMED_RESPONSE || changed == MutationCase.MUTATION_NOT_SET) {
        fault("body mutation of kind " + changed);
      }
      // 1.4, replace-req-buffered.unset-oneof: what is not a body counts as none.
      if (held && sized(lane) && !lane.announces(counts ? bytes.size() : 0)) {
        refuse(Verdict.REFUSED, 500, "");
        return;
      }
      if (isBuffered(lane) && bytes.size() > settings.bufferBytes()) {
        // replace-req-buffered.big-answer
        localReply(413, "Payload Too Large");
        return;
      }
    }
    release(lane);
    lane.leave(bytes);
    boolean all = isBuffered(lane) ? lane.ended && lane.here.isEmpty() : piece.end();
    if (all && lane.trailers.isEmpty()) {
      finish(lane);
    } else {
      advance(lane);
    }
  }

  private static boolean isBuffered(Lane lane) {
    return lane.mode == BodySendMode.BUFFERED || lane.mode == BodySendMode.BUFFERED_PARTIAL;
  }

  /** Whether the length is still told when the body leaves. */
  private static boolean sized(Lane lane) {
    return lane.configured == BodySendMode.BUFFERED && lane.showsHeaders;
  }

  private void duplexBody(Lane lane, CommonResponse common) {
    boolean due = lane.bodyAsked || lane.trailersAsked;
    if (lane.awaitsHeaders || !due || lane.endAnswered) {
      spurious("body's answer");
      return;
    }
    if (!common.getBodyMutation().hasStreamedResponse()) {
      spurious("normal body mutation in full duplex");
      return;
    }
    if (common.hasHeaderMutation()) {
      fault("header changes in a chunk's answer");
    }
    release(lane);
    var piece = common.getBodyMutation().getStreamedResponse();
    lane.leave(piece.getBody());
    if (piece.getEndOfStream()) {
      lane.endAnswered = true;
      if (lane.trailersAsked) {
        // replace-req-fds.trailers-eos-instead: nothing ends any more.
        fault("the end told in place of the trailers' answer");
        return;
      }
      lane.breaks = false;
      lane.coming.clear();
      lane.ended = true;
      lane.trailers = List.of();
      finish(lane);
    }
  }

  private void trailers(Lane lane, HeaderMutation mutation) {
    if (!lane.awaitsTrailers) {
      if (lane.mode == BodySendMode.FULL_DUPLEX_STREAMED && lane.bodyAsked && !lane.endAnswered) {
        // wrong-closed.trailers-in-fds: no error, and no end.
        lane.endAnswered = true;
        fault("trailers' answer without trailers");
      } else {
        spurious("trailers' answer");
      }
      return;
    }
    if (lane.awaitsHeaders || !lane.asked.isEmpty()) {
      spurious("trailers' answer before the body's");
      return;
    }
    lane.awaitsTrailers = false;
    var trailers = new ArrayList<>(lane.trailers);
    HeaderRules.ENVOY.apply(mutation, trailers);
    lane.trailers = trailers;
    finish(lane);
  }

  /** Applies header changes; false when that ended the exchange. */
  private boolean mutate(Lane lane, CommonResponse common) {
    var mutation = common.getHeaderMutation();
    if (mutation.getSerializedSize() > MOST_HEADER_BYTES) {
      refuse(Verdict.REFUSED, 500, "");
      return false;
    }
    switch (HeaderRules.ENVOY.apply(mutation, lane.headers)) {
      case WHOLE -> {}
      case PARTLY -> {
        judge(Verdict.PARTLY_REFUSED, "");
        fault("header changes that are not allowed");
      }
      case INVALID -> {
        refuse(Verdict.REFUSED, 500, "");
        return false;
      }
    }
    if (lane.header("transfer-encoding") != null
        && lane.request
        && mutation.getSetHeadersList().stream()
            .anyMatch(set -> set.getHeader().getKey().equals("transfer-encoding"))) {
      fault("transfer-encoding set");
    }
    // The route is chosen anew only with header changes beside (1.2).
    if (lane.request && common.getClearRouteCache() && common.hasHeaderMutation()) {
      routedBy = lane.header("x-selected-model");
    }
    return true;
  }

  /** 1.8; in effect only where both configured modes are other than full duplex. */
  private void override(ProcessingMode mode, Lane lane) {
    if (!settings.overridable()) {
      return;
    }
    if (settings.anyDuplex()) {
      fault("an override where full duplex is configured");
      return;
    }
    if (lane.request) {
      request.mode = mode.getRequestBodyMode();
      request.showsTrailers = shown(mode.getRequestTrailerMode(), request.showsTrailers);
      response.showsHeaders = shown(mode.getResponseHeaderMode(), response.showsHeaders);
    }
    response.mode = mode.getResponseBodyMode();
    response.showsTrailers = shown(mode.getResponseTrailerMode(), response.showsTrailers);
  }

  private static boolean shown(HeaderSendMode mode, boolean before) {
    return mode == HeaderSendMode.DEFAULT ? before : mode == HeaderSendMode.SEND;
  }

  private void immediate(ImmediateResponse answer) {
    if (settings.immediateRefused()) {
      spurious("immediate response");
      return;
    }
    if (response.headersLeft) {
      // 1.9: after the reply's headers the stream is reset.
      if (response.showsHeaders && request.showsHeaders) {
        fault("immediate response in the middle of a reply");
      }
      end(Verdict.CUT, "unexpected EOF");
      return;
    }
    int code = answer.getStatus().getCode();
    if (code < 200) {
      fault("immediate response with status " + code);
      code = 200;
    }
    var headers = new ArrayList<Header>();
    HeaderRules.ENVOY.apply(answer.getHeaders(), headers);
    headers.removeIf(header -> header.name().equals("content-length"));
    headers.add(new Header("content-length", Integer.toString(answer.getBody().size())));
    if (headers.stream().noneMatch(header -> header.name().equals("content-type"))) {
      headers.add(new Header("content-type", "text/plain"));
    }
    direct(code, headers, answer.getBody());
    end(Verdict.ACCEPTED, "");
  }

  private void spurious(String what) {
    fault("spurious: " + what);
    boolean duplexBody =
        (request.mode == BodySendMode.FULL_DUPLEX_STREAMED && request.bodyAsked)
            || (response.mode == BodySendMode.FULL_DUPLEX_STREAMED && response.bodyAsked);
    if (settings.failOpen() && !duplexBody) {
      judge(Verdict.REFUSED, "spurious");
      pass();
    } else {
      refuse(Verdict.REFUSED, settings.errorStatus(), "");
    }
  }
}
