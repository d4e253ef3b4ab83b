package io.signalbox.server.extproc;

import io.signalbox.extproc.wire.BodyMutation;
import io.signalbox.extproc.wire.BodyMutation.MutationCase;
import io.signalbox.extproc.wire.CommonResponse;
import io.signalbox.extproc.wire.HeaderMutation;
import io.signalbox.extproc.wire.HeaderValueOption.HeaderAppendAction;
import io.signalbox.extproc.wire.HttpHeaders;
import io.signalbox.extproc.wire.ImmediateResponse;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Holds a session's answers against what Envoy and agentgateway accept: outside full-duplex mode
 * one answer of the right kind for each message, in order; in full-duplex mode headers, then
 * pieces, then one end; and header and body changes in the form that both read.
 */
final class ProxyRules {
  private final List<String> violations = new ArrayList<>();
  private final Side request;
  private final Side response;
  private boolean over;

  ProxyRules(Modes modes) {
    request = new Side("request", modes.requestDuplex(), modes.request());
    response = new Side("response", modes.responseDuplex(), modes.response());
  }

  /** What is wrong with a conversation; empty when nothing is. */
  static List<String> violations(Modes modes, List<Object> log) {
    var rules = new ProxyRules(modes);
    for (var entry : log) {
      switch (entry) {
        case ProcessingRequest message -> rules.sent(message);
        case ProcessingResponse answer -> rules.answered(answer);
        default -> throw new IllegalArgumentException(entry.getClass().getName());
      }
    }
    if (!rules.over) {
      // A proxy that shows a reply before our answer has answered its client itself and waits for
      // nothing more.
      if (!rules.response.headersSent) {
        rules.request.end();
      }
      rules.response.end();
    }
    return rules.violations;
  }

  private void sent(ProcessingRequest message) {
    switch (message.getRequestCase()) {
      case REQUEST_HEADERS -> request.headers(message.getRequestHeaders());
      case REQUEST_BODY -> request.body(message.getRequestBody().getEndOfStream());
      case REQUEST_TRAILERS -> request.trailers();
      case RESPONSE_HEADERS -> response.headers(message.getResponseHeaders());
      case RESPONSE_BODY -> response.body(message.getResponseBody().getEndOfStream());
      case RESPONSE_TRAILERS -> response.trailers();
      case REQUEST_NOT_SET -> {}
    }
  }

  private void answered(ProcessingResponse answer) {
    check(!over, "an answer after the immediate response");
    switch (answer.getResponseCase()) {
      case REQUEST_HEADERS -> request.headersAnswer(answer.getRequestHeaders().getResponse());
      case REQUEST_BODY -> request.bodyAnswer(answer.getRequestBody().getResponse());
      case REQUEST_TRAILERS -> request.trailersAnswer();
      case RESPONSE_HEADERS -> response.headersAnswer(answer.getResponseHeaders().getResponse());
      case RESPONSE_BODY -> response.bodyAnswer(answer.getResponseBody().getResponse());
      case RESPONSE_TRAILERS -> response.trailersAnswer();
      case IMMEDIATE_RESPONSE -> immediate(answer.getImmediateResponse());
      default -> violations.add("answer of kind " + answer.getResponseCase());
    }
    if (answer.hasModeOverride()) {
      check(answer.hasResponseHeaders(), "an override outside of the response headers");
      check(
          answer.getModeOverride().getResponseBodyMode() != BodySendMode.NONE,
          "an override that switches the response body off");
      check(
          answer.getModeOverride().getRequestBodyMode() == request.mode,
          "an override that changes the request body's mode");
      response.override(answer.getModeOverride().getResponseBodyMode());
    }
  }

  private void immediate(ImmediateResponse answer) {
    over = true;
    int code = answer.getStatus().getCode();
    check(code >= 200 && code <= 599, "immediate response with status " + code);
    check(
        !response.headersAnswered || response.heldWhole(),
        "immediate response in the middle of a reply");
    mutation(answer.getHeaders());
    check(
        answer.getHeaders().getSetHeadersList().stream()
            .anyMatch(option -> option.getHeader().getKey().equals("content-type")),
        "immediate response without content-type");
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(answer.getBody().toByteArray()));
    } catch (CharacterCodingException notText) {
      violations.add("immediate response whose body is not UTF-8");
    }
  }

  private void mutation(HeaderMutation mutation) {
    for (var option : mutation.getSetHeadersList()) {
      var key = option.getHeader().getKey();
      check(option.getHeader().getValue().isEmpty(), key + ": value set beside raw_value");
      check(!option.getHeader().getRawValue().isEmpty(), key + ": empty");
      boolean overwrites =
          !option.hasAppend()
              && option.getAppendAction() == HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD;
      boolean appends =
          option.hasAppend()
              && option.getAppend().getValue()
              && option.getAppendAction() == HeaderAppendAction.APPEND_IF_EXISTS_OR_ADD;
      check(overwrites || appends, key + ": append flag and action disagree");
    }
  }

  private void check(boolean holds, String violation) {
    if (!holds) {
      violations.add(violation);
    }
  }

  /** One direction of the exchange. */
  private final class Side {
    private final String name;
    private boolean duplex;
    private BodySendMode mode;
    private final Deque<String> open = new ArrayDeque<>();
    private boolean headersSent;
    private boolean sized;
    private boolean headersAnswered;
    private boolean lengthRemoved;
    private boolean bodySent;
    private boolean endSent;
    private boolean trailersSent;
    private boolean endAnswered;

    Side(String name, boolean duplex, BodySendMode mode) {
      this.name = name;
      this.duplex = duplex;
      this.mode = mode;
    }

    void headers(HttpHeaders headers) {
      headersSent = true;
      endSent = headers.getEndOfStream();
      sized = MessageHead.of(headers.getHeaders()).sized();
      open.add("headers");
    }

    void body(boolean end) {
      bodySent = true;
      endSent = end;
      if (!duplex) {
        open.add("body");
      }
    }

    void trailers() {
      trailersSent = true;
      open.add("trailers");
    }

    void headersAnswer(CommonResponse answer) {
      closes("headers");
      headersAnswered = true;
      lengthRemoved = answer.getHeaderMutation().getRemoveHeadersList().contains("content-length");
      check(!answer.hasBodyMutation(), name + " headers answered with a body");
      mutation(answer.getHeaderMutation());
    }

    void bodyAnswer(CommonResponse answer) {
      mutation(answer.getHeaderMutation());
      if (duplex) {
        duplexAnswer(answer);
        return;
      }
      closes("body");
      if (answer.hasBodyMutation()) {
        wholeBody(answer, answer.getBodyMutation());
      }
    }

    void override(BodySendMode override) {
      mode = override;
      duplex = override == BodySendMode.FULL_DUPLEX_STREAMED;
    }

    /** Whether head and body wait for the answer to the body. */
    boolean heldWhole() {
      return (mode == BodySendMode.BUFFERED || mode == BodySendMode.BUFFERED_PARTIAL)
          && "body".equals(open.peek());
    }

    private void wholeBody(CommonResponse answer, BodyMutation body) {
      check(
          (body.getMutationCase() == MutationCase.BODY && !body.getBody().isEmpty())
              || body.getMutationCase() == MutationCase.CLEAR_BODY,
          name + " body: " + body.getMutationCase());
      var length =
          answer.getHeaderMutation().getSetHeadersList().stream()
              .filter(option -> option.getHeader().getKey().equals("content-length"))
              .map(option -> option.getHeader().getRawValue().toStringUtf8())
              .toList();
      var exact = List.of(Integer.toString(body.getBody().size()));
      if (!headersSent || mode == BodySendMode.STREAMED || mode == BodySendMode.GRPC) {
        check(!answer.hasHeaderMutation(), name + " headers changed after they have left");
      } else {
        boolean right =
            sized
                ? lengthRemoved || length.equals(exact) || mode == BodySendMode.BUFFERED_PARTIAL
                : length.isEmpty();
        check(right, name + " body changed, content-length " + length);
      }
    }

    private void duplexAnswer(CommonResponse answer) {
      check(headersAnswered || !headersSent, name + " piece before the headers' answer");
      check(!endAnswered, name + " piece after the end");
      check(bodySent || trailersSent, name + " piece without a body");
      check(
          answer.getBodyMutation().hasStreamedResponse(),
          name + " full-duplex body answered with " + answer.getBodyMutation().getMutationCase());
      var piece = answer.getBodyMutation().getStreamedResponse();
      check(piece.getBody().size() <= Answers.CHUNK_BYTES, name + " piece too large");
      endAnswered = piece.getEndOfStream();
    }

    void trailersAnswer() {
      check(!endAnswered || !duplex, name + " trailers answered after the end");
      closes("trailers");
      endAnswered = true;
    }

    private void closes(String kind) {
      check(kind.equals(open.peek()), name + " " + kind + " answered while open: " + open);
      open.poll();
    }

    void end() {
      check(open.isEmpty(), name + " without an answer: " + open);
      if (duplex && bodySent && (endSent || trailersSent)) {
        check(endAnswered, name + " body without an end");
      }
    }
  }
}
