package io.signalbox.server.extproc;

import com.google.protobuf.BoolValue;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.HeaderEdit;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.extproc.wire.BodyMutation;
import io.signalbox.extproc.wire.BodyResponse;
import io.signalbox.extproc.wire.CommonResponse;
import io.signalbox.extproc.wire.HeaderMutation;
import io.signalbox.extproc.wire.HeaderValue;
import io.signalbox.extproc.wire.HeaderValueOption;
import io.signalbox.extproc.wire.HeaderValueOption.HeaderAppendAction;
import io.signalbox.extproc.wire.HeadersResponse;
import io.signalbox.extproc.wire.HttpStatus;
import io.signalbox.extproc.wire.ImmediateResponse;
import io.signalbox.extproc.wire.ProcessingResponse;
import io.signalbox.extproc.wire.StreamedBodyResponse;
import io.signalbox.extproc.wire.TrailersResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The answers a proxy takes, built so that Envoy and agentgateway read them alike. */
final class Answers {
  /** Pieces of a streamed body; larger ones are legal, but proxies are tuned for these. */
  static final int CHUNK_BYTES = 62_000;

  private Answers() {}

  /** Goes on; changes headers, and has the route chosen anew when asked. */
  static CommonResponse.Builder common(HeaderEdits edits, boolean clearRouteCache) {
    var common = CommonResponse.newBuilder();
    if (!edits.edits().isEmpty()) {
      common.setHeaderMutation(mutation(edits)).setClearRouteCache(clearRouteCache);
    }
    return common;
  }

  static ProcessingResponse requestHeaders(CommonResponse.Builder common) {
    return ProcessingResponse.newBuilder()
        .setRequestHeaders(HeadersResponse.newBuilder().setResponse(common))
        .build();
  }

  static ProcessingResponse requestBody(CommonResponse.Builder common) {
    return ProcessingResponse.newBuilder()
        .setRequestBody(BodyResponse.newBuilder().setResponse(common))
        .build();
  }

  static ProcessingResponse requestTrailers() {
    return ProcessingResponse.newBuilder()
        .setRequestTrailers(TrailersResponse.getDefaultInstance())
        .build();
  }

  static ProcessingResponse.Builder responseHeaders(CommonResponse.Builder common) {
    return ProcessingResponse.newBuilder()
        .setResponseHeaders(HeadersResponse.newBuilder().setResponse(common));
  }

  static ProcessingResponse responseBody(CommonResponse.Builder common) {
    return ProcessingResponse.newBuilder()
        .setResponseBody(BodyResponse.newBuilder().setResponse(common))
        .build();
  }

  static ProcessingResponse responseTrailers() {
    return ProcessingResponse.newBuilder()
        .setResponseTrailers(TrailersResponse.getDefaultInstance())
        .build();
  }

  /** A body that replaces the one the proxy holds. */
  static BodyMutation whole(byte[] body) {
    return BodyMutation.newBuilder().setBody(UnsafeByteOperations.unsafeWrap(body)).build();
  }

  /** A body in pieces, the last marked as the end when it is; an empty body is one empty piece. */
  static void pieces(byte[] body, boolean end, Consumer<CommonResponse.Builder> answer) {
    int from = 0;
    do {
      int to = Math.min(from + CHUNK_BYTES, body.length);
      var piece =
          StreamedBodyResponse.newBuilder()
              .setBody(UnsafeByteOperations.unsafeWrap(body, from, to - from))
              .setEndOfStream(end && to == body.length);
      answer.accept(
          CommonResponse.newBuilder()
              .setBodyMutation(BodyMutation.newBuilder().setStreamedResponse(piece)));
      from = to;
    } while (from < body.length);
  }

  /** Answers the client in the proxy's place. */
  static ProcessingResponse immediate(ChatReply reply, byte[] body) {
    var edits = HeaderEdits.NONE;
    for (var field : reply.headers().fields()) {
      edits = edits.overwrite(field.name(), field.value());
    }
    return ProcessingResponse.newBuilder()
        .setImmediateResponse(
            ImmediateResponse.newBuilder()
                .setStatus(HttpStatus.newBuilder().setCode(reply.status()))
                .setHeaders(mutation(edits.and(reply.edits())))
                .setBody(ByteString.copyFrom(body))
                .setDetails("signalbox"))
        .build();
  }

  /**
   * Header changes. Values go into {@code raw_value} alone, the only field Envoy reads; overwriting
   * and appending are spelled so that the deprecated flag and the action agree, because each proxy
   * reads another of the two.
   */
  static HeaderMutation mutation(HeaderEdits edits) {
    var mutation = HeaderMutation.newBuilder();
    for (var edit : edits.edits()) {
      switch (edit) {
        case HeaderEdit.Remove(String name) -> mutation.addRemoveHeaders(name);
        case HeaderEdit.Overwrite(String name, String value) ->
            mutation.addSetHeaders(
                option(name, value).setAppendAction(HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD));
        case HeaderEdit.Append(String name, String value) ->
            mutation.addSetHeaders(
                option(name, value)
                    .setAppend(BoolValue.of(true))
                    .setAppendAction(HeaderAppendAction.APPEND_IF_EXISTS_OR_ADD));
      }
    }
    return mutation.build();
  }

  private static HeaderValueOption.Builder option(String name, String value) {
    return HeaderValueOption.newBuilder()
        .setHeader(
            HeaderValue.newBuilder()
                .setKey(name)
                .setRawValue(ByteString.copyFrom(value, StandardCharsets.UTF_8)));
  }
}
