package io.signalbox.server.extproc;

import com.google.protobuf.ByteString;
import io.signalbox.chat.Header;
import io.signalbox.extproc.wire.CommonResponse;
import io.signalbox.extproc.wire.ImmediateResponse;
import io.signalbox.extproc.wire.ProcessingMode;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingMode.HeaderSendMode;
import io.signalbox.extproc.wire.ProcessingResponse;
import io.signalbox.server.extproc.Outcome.Verdict;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * agentgateway 1.4: how it takes answers. Sections are those of extproc-clients, cases those of
 * extproc-measured; where the two differ, the measured one is followed.
 */
final class AgentgatewayEmulator extends AgentgatewayFlow {
  /** Body answers that came before the headers' answer; one is kept (1.4). */
  private final List<ProcessingResponse> early = new ArrayList<>();

  AgentgatewayEmulator(ProxySettings settings, HttpCall call, UpstreamReply reply, Order order) {
    super(settings, call, reply, order);
  }

  @Override
  void answer(ProcessingResponse answer) {
    anyAnswer = true;
    if (deadlocked) {
      return;
    }
    if (answer.hasModeOverride() && !answer.hasRequestHeaders() && !answer.hasResponseHeaders()) {
      fault("an override outside of the headers' answers");
    }
    switch (answer.getResponseCase()) {
      case IMMEDIATE_RESPONSE -> immediate(answer.getImmediateResponse());
      case REQUEST_HEADERS -> headers(request, answer.getRequestHeaders().getResponse(), answer);
      case RESPONSE_HEADERS -> headers(response, answer.getResponseHeaders().getResponse(), answer);
      case REQUEST_BODY -> body(request, answer.getRequestBody().getResponse(), answer);
      case RESPONSE_BODY -> body(response, answer.getResponseBody().getResponse(), answer);
      case REQUEST_TRAILERS -> trailers(request);
      case RESPONSE_TRAILERS -> trailers(response);
      // wrong-closed.empty-message, .metadata-only-message, .override-only-message
      default -> fault("dropped: a message without an answer");
    }
  }

  private void headers(Lane lane, CommonResponse common, ProcessingResponse whole) {
    if (!lane.awaitsHeaders) {
      extraHeaders(lane, whole);
      return;
    }
    mutate(lane, common);
    lane.awaitsHeaders = false;
    if (lane == response && direct != null) {
      end(Verdict.ACCEPTED, "");
      return;
    }
    if (whole.hasModeOverride()) {
      override(whole.getModeOverride(), lane);
    }
    if (common.hasBodyMutation()) {
      fault("a body in the headers' answer");
      if (lane == response && lane.mode == BodySendMode.BUFFERED) {
        // header.replace-response: it is the body.
        lane.here.clear();
        lane.coming.clear();
        lane.ended = true;
        lane.leave(common.getBodyMutation().getBody());
        finish(lane);
        return;
      }
      if (lane.mode == BodySendMode.BUFFERED) {
        // header.body-in-headers, header.replace-status: no end is ever found.
        deadlocked = true;
      }
    }
    advance(lane);
    for (var kept : List.copyOf(early)) {
      early.remove(kept);
      answer(kept);
    }
    advance(lane);
  }

  /** A second headers' answer is taken as the body's: wrong-closed.extra-after-headers. */
  private void extraHeaders(Lane lane, ProcessingResponse whole) {
    if (lane == response && !response.headersHere) {
      // wrong-closed.response-early: kept until it is due.
      fault("an answer to headers that were not sent");
      earlyHeaders = whole;
      return;
    }
    fault("a second answer to headers");
    if (lane.mode == BodySendMode.BUFFERED && !lane.endLeft && lane.headersAsked) {
      release(lane);
      confused = true;
    }
  }

  private void body(Lane lane, CommonResponse common, ProcessingResponse whole) {
    if (lane.awaitsHeaders) {
      fault("a body's answer before the headers'");
      if (lane.mode == BodySendMode.FULL_DUPLEX_STREAMED) {
        early.add(whole);
        deadlocked = early.size() > 1;
      }
      return;
    }
    if (lane.endLeft) {
      // Ignored. The empty end of a body with hidden trailers has its own answer.
      if (lane.asked.isEmpty() && lane.trailers.isEmpty()) {
        fault("dropped: a body's answer too many");
      }
      return;
    }
    if (confused) {
      aborted();
    } else if (lane.mode == BodySendMode.FULL_DUPLEX_STREAMED) {
      duplexBody(lane, common);
    } else if (lane.asked.isEmpty()) {
      fault("dropped: a body's answer");
    } else {
      wholeBody(lane, common);
    }
  }

  private void aborted() {
    own(503, "upstream call failed: SendRequest: user body write aborted: early end");
    end(Verdict.REFUSED, "upstream call failed");
  }

  private void wholeBody(Lane lane, CommonResponse common) {
    if (lane.showsHeaders && !lane.headersLeft) {
      mutate(lane, common);
    }
    var mutation = common.getBodyMutation();
    if (!common.hasBodyMutation()) {
      lane.leave(lane.asked.remove().bytes());
    } else if (mutation.hasStreamedResponse()) {
      // wrong-closed.streamed2-in-buffered: taken, however many.
      lane.remove("content-length");
      lane.leave(mutation.getStreamedResponse().getBody());
      if (!mutation.getStreamedResponse().getEndOfStream()) {
        return;
      }
      lane.asked.remove();
    } else {
      lane.asked.remove();
      switch (mutation.getMutationCase()) {
        case BODY -> lane.leave(mutation.getBody());
        case CLEAR_BODY -> {}
        default -> {
          // replace-req-buffered.unset-oneof
          fault("body mutation of no kind");
          if (lane.header("content-length") != null) {
            aborted();
            return;
          }
        }
      }
      boolean sized = lane.showsHeaders && lane.mode == BodySendMode.BUFFERED;
      if (sized && !lane.headersLeft && !lane.announces(lane.bytesLeft().size())) {
        fail("invalid body mutation");
        return;
      }
    }
    if (lane.here.isEmpty() && lane.ended) {
      finish(lane);
    } else {
      advance(lane);
    }
  }

  private void duplexBody(Lane lane, CommonResponse common) {
    if (!lane.bodyAsked && !lane.trailersAsked) {
      fault("dropped: a body's answer");
      return;
    }
    if (common.hasHeaderMutation()) {
      fault("header changes in a chunk's answer");
    }
    var mutation = common.getBodyMutation();
    boolean end = true;
    switch (mutation.getMutationCase()) {
      case STREAMED_RESPONSE -> {
        lane.leave(mutation.getStreamedResponse().getBody());
        end = mutation.getStreamedResponse().getEndOfStream();
      }
      case BODY -> lane.leave(mutation.getBody());
      default -> {}
    }
    if (!mutation.hasStreamedResponse()) {
      // wrong-closed.body-in-fds, .continue-in-fds: taken as the end.
      fault("normal body mutation in full duplex");
    }
    if (end) {
      // replace-req-fds.trailers-eos-instead: the end may be told in place of the trailers' answer.
      // And nobody can wait for one that the half-close has left out.
      if (!lane.trailersAsked && !lane.endAsked && !closed) {
        fault("an end before the body's");
      }
      duplexEnd(lane);
    }
  }

  private void duplexEnd(Lane lane) {
    lane.endAnswered = true;
    if (lane.request) {
      lane.coming.clear();
      lane.trailers = List.of();
      lane.ended = true;
    }
    finish(lane);
  }

  private void trailers(Lane lane) {
    if (!lane.trailersAsked) {
      fault("trailers' answer without trailers");
    }
    lane.awaitsTrailers = false;
    if (lane.awaitsHeaders) {
      fault("trailers' answer before the headers'");
    } else if (lane.mode == BodySendMode.FULL_DUPLEX_STREAMED && !lane.endLeft) {
      duplexEnd(lane);
    } else if (!lane.asked.isEmpty()) {
      // wrong-closed.trailers-for-body
      fault("trailers' answer before the body's");
      if (lane.header("content-length") != null) {
        aborted();
      } else {
        lane.asked.clear();
        finish(lane);
      }
    }
  }

  private void mutate(Lane lane, CommonResponse common) {
    HeaderRules.AGENTGATEWAY.apply(common.getHeaderMutation(), lane.headers);
    if (lane.header("transfer-encoding") != null && lane.request) {
      // header.te: the length gives way.
      lane.remove("content-length");
      lane.remove("transfer-encoding");
    }
  }

  /** 1.8; in effect in the answer to the same direction's headers. */
  private void override(ProcessingMode mode, Lane lane) {
    if (!settings.overridable()) {
      return;
    }
    if (lane.request && request.mode == BodySendMode.FULL_DUPLEX_STREAMED && !request.bodiless) {
      fault("an override of a request in full duplex");
      return;
    }
    if (lane.request) {
      override(request, mode.getRequestBodyMode());
      response.showsHeaders = shown(mode.getResponseHeaderMode(), response.showsHeaders);
    }
    override(response, mode.getResponseBodyMode());
    response.showsTrailers = shown(mode.getResponseTrailerMode(), response.showsTrailers);
    request.showsTrailers = shown(mode.getRequestTrailerMode(), request.showsTrailers);
  }

  private void override(Lane lane, BodySendMode mode) {
    if (mode == BodySendMode.STREAMED) {
      fault("an override to STREAMED");
    } else if (lane.mode != BodySendMode.FULL_DUPLEX_STREAMED) {
      lane.mode = mode;
      lane.showsTrailers |= mode == BodySendMode.FULL_DUPLEX_STREAMED;
    }
  }

  private static boolean shown(HeaderSendMode mode, boolean before) {
    return mode == HeaderSendMode.DEFAULT ? before : mode == HeaderSendMode.SEND;
  }

  private void immediate(ImmediateResponse answer) {
    if (response.headersLeft) {
      // immediate.fds-response-after: what left is all that the client gets.
      if (response.showsHeaders && request.showsHeaders) {
        fault("immediate response in the middle of a reply");
      }
      response.endLeft = true;
      mute = true;
      return;
    }
    int code = answer.hasStatus() ? answer.getStatus().getCode() : 200;
    try {
      StandardCharsets.UTF_8.newDecoder().decode(answer.getBody().asReadOnlyByteBuffer());
    } catch (CharacterCodingException notText) {
      fault("immediate response whose body is not UTF-8");
      fail("no more response messages");
      return;
    }
    if (code < 200) {
      fault("immediate response with status " + code);
      immediateWithoutStatus(code);
      return;
    }
    var headers = new ArrayList<Header>();
    HeaderRules.AGENTGATEWAY.apply(answer.getHeaders(), headers);
    if (headers.stream().noneMatch(header -> header.name().equals("content-length"))) {
      headers.add(new Header("content-length", Integer.toString(answer.getBody().size())));
    }
    boolean wrong =
        headers.stream()
            .anyMatch(header ->
                header.name().equals("content-length")
                    && !header.value().equals(Integer.toString(answer.getBody().size())));
    direct(code, headers, answer.getBody());
    if (wrong) {
      fault("immediate response with a wrong content-length");
      end(Verdict.HUNG, "the client waits for the rest");
    } else if (request.headersLeft && !request.endLeft) {
      // immediate.fds-after-headers: the backend is called with what left.
      if (request.showsHeaders) {
        fault("immediate response after the headers' answer");
      }
      request.endLeft = true;
      end(Verdict.ACCEPTED, "");
    } else if (!request.headersLeft || response.headersHere) {
      end(Verdict.ACCEPTED, "");
    }
  }

  /** immediate.code-0, immediate.code-100 */
  private void immediateWithoutStatus(int code) {
    if (code < 100) {
      end(Verdict.CUT, "unexpected EOF");
    } else {
      direct(500, List.of(new Header("content-length", "0")), ByteString.EMPTY);
      end(Verdict.ACCEPTED, "");
    }
  }
}
