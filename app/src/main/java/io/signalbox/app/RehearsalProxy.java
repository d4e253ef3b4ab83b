package io.signalbox.app;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Calls the router as a proxy would, for {@link RehearseCommand}. */
final class RehearsalProxy implements AutoCloseable {
  private static final int AT_A_TIME = 4;
  private static final long PATIENCE_SECONDS = 30;
  private static final Map<String, String> HEADERS =
      Map.of(
          ":method", "POST",
          ":path", "/v1/chat/completions",
          ":authority", "rehearsal",
          "content-type", "application/json");

  private final ManagedChannel channel;

  RehearsalProxy(int port) {
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().directExecutor().build();
  }

  /** Calls for so long, in either body mode, with the demo's prompts. */
  void call(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    List<Thread> callers =
        IntStream.range(0, AT_A_TIME)
            .mapToObj(caller -> Thread.ofVirtual().start(() -> callUntil(end, caller)))
            .toList();
    for (var caller : callers) {
      caller.join();
    }
  }

  private void callUntil(long end, int caller) {
    var prompts = DemoPrompt.ALL;
    for (int i = caller; System.nanoTime() < end; i++) {
      var prompt = prompts.get(i % prompts.size());
      var mode = i % 2 == 0 ? BodySendMode.BUFFERED : BodySendMode.FULL_DUPLEX_STREAMED;
      if (!new Exchange(mode, ByteString.copyFromUtf8(DemoClient.body(prompt))).run()) {
        return;
      }
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  /** One stream: a request's headers and body, and the answers to them. */
  private final class Exchange implements StreamObserver<ProcessingResponse> {
    private final CountDownLatch done = new CountDownLatch(1);
    private final BodySendMode mode;
    private final ByteString body;
    private @Nullable StreamObserver<ProcessingRequest> out;

    Exchange(BodySendMode mode, ByteString body) {
      this.mode = mode;
      this.body = body;
    }

    boolean run() {
      var proxy = ExternalProcessorGrpc.newStub(channel).process(this);
      out = proxy;
      proxy.onNext(headers());
      if (mode == BodySendMode.FULL_DUPLEX_STREAMED) {
        proxy.onNext(whole());
      }
      try {
        return done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    private ProcessingRequest headers() {
      var map = HeaderMap.newBuilder();
      HEADERS.forEach((name, value) ->
          map.addHeaders(
              HeaderValue.newBuilder().setKey(name).setRawValue(ByteString.copyFromUtf8(value))));
      return ProcessingRequest.newBuilder()
          .setRequestHeaders(HttpHeaders.newBuilder().setHeaders(map))
          .setProtocolConfig(
              ProtocolConfiguration.newBuilder()
                  .setRequestBodyMode(mode)
                  .setResponseBodyMode(BodySendMode.NONE))
          .build();
    }

    private ProcessingRequest whole() {
      return ProcessingRequest.newBuilder()
          .setRequestBody(HttpBody.newBuilder().setBody(body).setEndOfStream(true))
          .build();
    }

    @Override
    public void onNext(ProcessingResponse answer) {
      var proxy = out;
      if (proxy == null) {
        return;
      }
      if (answer.hasRequestHeaders()) {
        if (mode == BodySendMode.BUFFERED) {
          proxy.onNext(whole());
        }
      } else {
        proxy.onCompleted();
      }
    }

    @Override
    public void onError(Throwable broken) {
      done.countDown();
    }

    @Override
    public void onCompleted() {
      done.countDown();
    }
  }
}
