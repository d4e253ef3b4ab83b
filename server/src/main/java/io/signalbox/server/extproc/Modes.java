package io.signalbox.server.extproc;

import io.signalbox.extproc.wire.ProcessingMode;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingMode.HeaderSendMode;
import io.signalbox.extproc.wire.ProtocolConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * How the proxy shows bodies, as it says on the first message of a stream.
 *
 * @param request the request body's mode
 * @param response the response body's mode
 */
record Modes(BodySendMode request, BodySendMode response) {
  /** What a proxy is taken to do that is too old to tell. */
  static final Modes UNTOLD = new Modes(BodySendMode.BUFFERED, BodySendMode.BUFFERED);

  static Modes of(ProtocolConfiguration config) {
    return new Modes(config.getRequestBodyMode(), config.getResponseBodyMode());
  }

  boolean requestDuplex() {
    return request == BodySendMode.FULL_DUPLEX_STREAMED;
  }

  boolean responseDuplex() {
    return response == BodySendMode.FULL_DUPLEX_STREAMED;
  }

  /** Whether the request's body is shown, whole or in pieces, in a form that JSON comes in. */
  boolean requestShown() {
    return switch (request) {
      case STREAMED, BUFFERED, BUFFERED_PARTIAL, FULL_DUPLEX_STREAMED -> true;
      case NONE, GRPC, UNRECOGNIZED -> false;
    };
  }

  /** Whether the response's body is shown. */
  boolean responseShown() {
    return response != BodySendMode.NONE;
  }

  /**
   * The response mode in which server-sent events leave one by one; null where the proxy is in one
   * already, or would ignore an override. Envoy ignores all of them as soon as one configured mode
   * is full-duplex. agentgateway has no STREAMED; and of a body that it shows only the beginning
   * of, nothing tells whether it took the override, so that no piece could be marked as the end.
   */
  @Nullable BodySendMode streaming(Dialect dialect) {
    boolean partial = response == BodySendMode.BUFFERED_PARTIAL;
    if (response != BodySendMode.BUFFERED && !partial) {
      return null;
    }
    return switch (dialect) {
      case AGENTGATEWAY -> partial ? null : BodySendMode.FULL_DUPLEX_STREAMED;
      case ENVOY -> requestDuplex() ? null : BodySendMode.STREAMED;
    };
  }

  /** The override that puts the response into such a mode and leaves the request in its own. */
  ProcessingMode overriddenBy(BodySendMode streaming) {
    var override =
        ProcessingMode.newBuilder().setRequestBodyMode(request).setResponseBodyMode(streaming);
    if (streaming == BodySendMode.FULL_DUPLEX_STREAMED) {
      override
          .setRequestTrailerMode(HeaderSendMode.SEND)
          .setResponseTrailerMode(HeaderSendMode.SEND);
    }
    return override.build();
  }
}
