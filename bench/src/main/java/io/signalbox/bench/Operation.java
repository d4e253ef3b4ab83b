package io.signalbox.bench;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import io.signalbox.extproc.wire.ExternalProcessorGrpc;
import io.signalbox.extproc.wire.HeaderMap;
import io.signalbox.extproc.wire.HeaderValue;
import io.signalbox.extproc.wire.HttpBody;
import io.signalbox.extproc.wire.HttpHeaders;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingResponse;
import io.signalbox.extproc.wire.ProtocolConfiguration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of ExtProc: a new stream on an open connection, the request's headers and whole
 * body, every answer to them, the end. No reply is shown.
 */
final class Operation {
  private static final Map<String, String> HEADERS =
      Map.of(
          ":method", "POST",
          ":path", "/v1/chat/completions",
          ":authority", "bench",
          "content-type", "application/json",
          "x-request-id", "00000000-0000-4000-8000-000000000000");

  private final ExternalProcessorGrpc.ExternalProcessorStub stub;
  private final boolean duplex;

  Operation(ManagedChannel channel, boolean duplex) {
    this.stub = ExternalProcessorGrpc.newStub(channel);
    this.duplex = duplex;
  }

  static boolean streamed(ProtocolConfiguration config) {
    return config.getRequestBodyMode() == BodySendMode.FULL_DUPLEX_STREAMED;
  }

  /** Runs once; throws when the server fails. */
  void run(byte[] body) {
    var exchange = new Exchange(body);
    exchange.out = stub.process(exchange);
    exchange.out.onNext(headers());
    if (duplex) {
      exchange.out.onNext(message(body));
    }
    try {
      exchange.done.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    if (exchange.broken != null) {
      throw new IllegalStateException(exchange.broken);
    }
  }

  private ProcessingRequest headers() {
    var map = HeaderMap.newBuilder();
    HEADERS.forEach((name, value) ->
        map.addHeaders(
            HeaderValue.newBuilder().setKey(name).setRawValue(ByteString.copyFromUtf8(value))));
    var mode = duplex ? BodySendMode.FULL_DUPLEX_STREAMED : BodySendMode.BUFFERED;
    return ProcessingRequest.newBuilder()
        .setRequestHeaders(HttpHeaders.newBuilder().setHeaders(map))
        .setProtocolConfig(
            ProtocolConfiguration.newBuilder()
                .setRequestBodyMode(mode)
                .setResponseBodyMode(BodySendMode.NONE))
        .build();
  }

  private static ProcessingRequest message(byte[] body) {
    return ProcessingRequest.newBuilder()
        .setRequestBody(
            HttpBody.newBuilder().setBody(ByteString.copyFrom(body)).setEndOfStream(true))
        .build();
  }

  /** One stream. */
  private final class Exchange implements StreamObserver<ProcessingResponse> {
    private final CountDownLatch done = new CountDownLatch(1);
    private final byte[] body;
    private @Nullable StreamObserver<ProcessingRequest> out;
    private @Nullable Throwable broken;

    Exchange(byte[] body) {
      this.body = body;
    }

    @Override
    public void onNext(ProcessingResponse answer) {
      var proxy = out;
      if (proxy == null) {
        throw new IllegalStateException("an answer before any message");
      }
      if (answer.hasRequestHeaders() && !duplex) {
        proxy.onNext(message(body));
      } else if (answer.hasRequestBody() && ends(answer)) {
        proxy.onCompleted();
      } else if (answer.hasImmediateResponse()) {
        broken = new IllegalStateException("refused: " + answer.getImmediateResponse().getStatus());
        proxy.onCompleted();
      }
    }

    private boolean ends(ProcessingResponse answer) {
      var mutation = answer.getRequestBody().getResponse().getBodyMutation();
      return !duplex || mutation.getStreamedResponse().getEndOfStream();
    }

    @Override
    public void onError(Throwable failure) {
      broken = failure;
      done.countDown();
    }

    @Override
    public void onCompleted() {
      done.countDown();
    }
  }
}
