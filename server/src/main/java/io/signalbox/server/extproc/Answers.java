package io.signalbox.server.extproc;

import com.google.protobuf.ByteString;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.extproc.wire.BodyMutation;
import io.signalbox.extproc.wire.BodyResponse;
import io.signalbox.extproc.wire.CommonResponse;
import io.signalbox.extproc.wire.HeaderMutation;
import io.signalbox.extproc.wire.HeadersResponse;
import io.signalbox.extproc.wire.ProcessingResponse;
import io.signalbox.extproc.wire.StreamedBodyResponse;
import io.signalbox.extproc.wire.TrailersResponse;
import java.util.function.Consumer;

/** The answers a proxy takes, built so that Envoy and agentgateway read them alike. */
final class Answers {
  /** Pieces of a streamed body; larger ones are legal, but proxies are tuned for these. */
  static final int CHUNK_BYTES = 62_000;

  private static final String LENGTH = "content-length";

  private Answers() {}

  /** Goes on and changes nothing. */
  static CommonResponse.Builder nothing() {
    return CommonResponse.newBuilder();
  }

  /** Goes on; changes headers, and has the route chosen anew when asked. */
  static CommonResponse.Builder common(HeaderEdits edits, boolean clearRouteCache) {
    var common = nothing();
    var mutation = Mutations.of(edits);
    if (!mutation.equals(HeaderMutation.getDefaultInstance())) {
      common.setHeaderMutation(mutation).setClearRouteCache(clearRouteCache);
    }
    return common;
  }

  /** Replaces the body that the proxy holds, and says how long the new one is. */
  static CommonResponse.Builder sized(CommonResponse.Builder common, ByteString body) {
    common
        .getHeaderMutationBuilder()
        .addSetHeaders(Mutations.overwritten(LENGTH, Integer.toString(body.size())));
    return common.setBodyMutation(body(body));
  }

  /** Takes away the announced length of a body that may change on its way. */
  static CommonResponse.Builder unsized(CommonResponse.Builder common) {
    common.getHeaderMutationBuilder().addRemoveHeaders(LENGTH);
    return common;
  }

  /** A body that replaces the one the proxy holds. */
  static BodyMutation body(ByteString body) {
    return body.isEmpty()
        ? BodyMutation.newBuilder().setClearBody(true).build()
        : BodyMutation.newBuilder().setBody(body).build();
  }

  /** Keeps a body message from going on; one without bytes is left as it is. */
  static CommonResponse.Builder cleared(boolean empty) {
    return empty ? nothing() : nothing().setBodyMutation(body(ByteString.EMPTY));
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

  /** A body in pieces, the last marked as the end when it is; an empty body is one empty piece. */
  static void pieces(ByteString body, boolean end, Consumer<CommonResponse.Builder> answer) {
    int from = 0;
    do {
      int to = Math.min(from + CHUNK_BYTES, body.size());
      var piece =
          StreamedBodyResponse.newBuilder()
              .setBody(body.substring(from, to))
              .setEndOfStream(end && to == body.size());
      answer.accept(
          nothing().setBodyMutation(BodyMutation.newBuilder().setStreamedResponse(piece)));
      from = to;
    } while (from < body.size());
  }
}
