package io.signalbox.server.extproc;

import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;
import org.jspecify.annotations.Nullable;

/**
 * How the proxy shows bodies, as it says on the first message of a stream.
 *
 * @param request the request body's mode
 * @param response the response body's mode
 */
record Modes(BodySendMode request, BodySendMode response) {
  /** The modes of a stream; a proxy too old to tell is taken to buffer. */
  static Modes of(ProcessingRequest first) {
    if (!first.hasProtocolConfig()) {
      return new Modes(BodySendMode.BUFFERED, BodySendMode.BUFFERED);
    }
    var config = first.getProtocolConfig();
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
   * is full-duplex; agentgateway has no STREAMED.
   */
  @Nullable BodySendMode streaming(Dialect dialect) {
    if (response != BodySendMode.BUFFERED && response != BodySendMode.BUFFERED_PARTIAL) {
      return null;
    }
    return switch (dialect) {
      case AGENTGATEWAY -> BodySendMode.FULL_DUPLEX_STREAMED;
      case ENVOY -> requestDuplex() ? null : BodySendMode.STREAMED;
    };
  }
}
