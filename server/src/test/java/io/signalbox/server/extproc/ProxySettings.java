package io.signalbox.server.extproc;

import io.signalbox.extproc.wire.ProcessingMode;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingMode.HeaderSendMode;

/**
 * How a proxy is configured.
 *
 * @param modes configured modes, every field set
 * @param overridable whether the server may override them
 * @param failOpen whether requests go on when the server fails
 * @param bufferBytes what it buffers at most
 * @param errorStatus status of its own answer when the server fails (Envoy)
 * @param immediateRefused whether immediate responses are switched off (Envoy)
 */
record ProxySettings(
    Kind kind,
    ProcessingMode modes,
    boolean overridable,
    boolean failOpen,
    int bufferBytes,
    int errorStatus,
    boolean immediateRefused) {
  static final int MEBIBYTE = 1 << 20;

  /** Which proxy. */
  enum Kind {
    ENVOY,
    AGENTGATEWAY
  }

  static ProxySettings of(Kind kind, ProcessingMode modes, boolean overridable) {
    return new ProxySettings(kind, modes, overridable, false, 20 * MEBIBYTE, 500, false);
  }

  /** Headers shown, trailers shown where a body streams in full duplex and hidden elsewhere. */
  static ProxySettings of(
      Kind kind, BodySendMode request, BodySendMode response, boolean overridable) {
    return of(kind, modes(request, response), overridable);
  }

  static ProcessingMode modes(BodySendMode request, BodySendMode response) {
    return ProcessingMode.newBuilder()
        .setRequestHeaderMode(HeaderSendMode.SEND)
        .setResponseHeaderMode(HeaderSendMode.SEND)
        .setRequestBodyMode(request)
        .setResponseBodyMode(response)
        .setRequestTrailerMode(trailers(request))
        .setResponseTrailerMode(trailers(response))
        .build();
  }

  private static HeaderSendMode trailers(BodySendMode body) {
    return body == BodySendMode.FULL_DUPLEX_STREAMED ? HeaderSendMode.SEND : HeaderSendMode.SKIP;
  }

  boolean anyDuplex() {
    return modes.getRequestBodyMode() == BodySendMode.FULL_DUPLEX_STREAMED
        || modes.getResponseBodyMode() == BodySendMode.FULL_DUPLEX_STREAMED;
  }

  Emulator emulator(HttpCall call, UpstreamReply reply, Emulator.Order order) {
    return switch (kind) {
      case ENVOY -> new EnvoyEmulator(this, call, reply, order);
      case AGENTGATEWAY -> new AgentgatewayEmulator(this, call, reply, order);
    };
  }
}
