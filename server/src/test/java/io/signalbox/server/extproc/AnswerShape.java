package io.signalbox.server.extproc;

import io.signalbox.extproc.wire.BodyMutation;
import io.signalbox.extproc.wire.CommonResponse;
import io.signalbox.extproc.wire.CommonResponse.ResponseStatus;
import io.signalbox.extproc.wire.HeaderMutation;
import io.signalbox.extproc.wire.HeaderValueOption.HeaderAppendAction;
import io.signalbox.extproc.wire.ImmediateResponse;
import io.signalbox.extproc.wire.ProcessingResponse;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The forms of an answer that every proxy reads alike (extproc-clients 2). */
final class AnswerShape {
  private final List<String> defects = new ArrayList<>();

  private AnswerShape() {}

  /** What is wrong with an answer; empty when nothing is. */
  static List<String> defects(ProcessingResponse answer) {
    var shape = new AnswerShape();
    switch (answer.getResponseCase()) {
      case REQUEST_HEADERS -> shape.headers(answer.getRequestHeaders().getResponse());
      case RESPONSE_HEADERS -> shape.headers(answer.getResponseHeaders().getResponse());
      case REQUEST_BODY -> shape.body(answer.getRequestBody().getResponse());
      case RESPONSE_BODY -> shape.body(answer.getResponseBody().getResponse());
      case IMMEDIATE_RESPONSE -> shape.immediate(answer.getImmediateResponse());
      case REQUEST_TRAILERS, RESPONSE_TRAILERS -> {}
      default -> shape.defects.add("an answer of kind " + answer.getResponseCase());
    }
    return shape.defects;
  }

  private void headers(CommonResponse common) {
    check(!common.hasBodyMutation(), "headers answered with a body");
    mutation(common.getHeaderMutation());
    check(common.getStatus() == ResponseStatus.CONTINUE, "status " + common.getStatus());
    check(
        !common.getClearRouteCache() || common.hasHeaderMutation(),
        "the route cleared without header changes");
  }

  private void body(CommonResponse common) {
    mutation(common.getHeaderMutation());
    if (!common.hasBodyMutation()) {
      return;
    }
    var body = common.getBodyMutation();
    switch (body.getMutationCase()) {
      case BODY, CLEAR_BODY -> length(common, body);
      case STREAMED_RESPONSE -> {
        int size = body.getStreamedResponse().getBody().size();
        check(size <= Answers.CHUNK_BYTES, "a piece of %d bytes".formatted(size));
      }
      default -> defects.add("body mutation of kind " + body.getMutationCase());
    }
  }

  /** A length that is told is the right one. */
  private void length(CommonResponse common, BodyMutation body) {
    var right = Integer.toString(body.getBody().size());
    for (var option : common.getHeaderMutation().getSetHeadersList()) {
      if (option.getHeader().getKey().equals("content-length")) {
        var told = option.getHeader().getRawValue().toStringUtf8();
        check(told.equals(right), "content-length %s of %s bytes".formatted(told, right));
      }
    }
  }

  private void immediate(ImmediateResponse answer) {
    int code = answer.getStatus().getCode();
    check(code >= 200 && code <= 599, "immediate response with status " + code);
    mutation(answer.getHeaders());
    check(
        answer.getHeaders().getSetHeadersList().stream()
            .anyMatch(option -> option.getHeader().getKey().equals("content-type")),
        "immediate response without content-type");
    check(!answer.getDetails().isEmpty(), "immediate response without details");
    try {
      StandardCharsets.UTF_8.newDecoder().decode(answer.getBody().asReadOnlyByteBuffer());
    } catch (CharacterCodingException notText) {
      defects.add("immediate response whose body is not UTF-8");
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

  private void check(boolean holds, String defect) {
    if (!holds) {
      defects.add(defect);
    }
  }
}
