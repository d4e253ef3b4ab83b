package io.signalbox.server.extproc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import io.signalbox.engine.RouterEvents;
import io.signalbox.extproc.wire.ExternalProcessorGrpc;
import io.signalbox.extproc.wire.HttpHeaders;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingResponse;
import io.signalbox.server.door.Budget;
import io.signalbox.server.door.DoorLimits;
import io.signalbox.server.tls.TestCertificates;
import io.signalbox.server.tls.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ports that proxies attach to. */
class ExtProcServerIT {
  @TempDir Path folder;

  @Test
  void answersInPlainText() throws Exception {
    try (var server = start(ExtProcBind.on(0));
        var client = new Client(server.port(), InsecureChannelCredentials.create())) {
      server.ready();
      assertThat(client.health()).isEqualTo(ServingStatus.SERVING);
      assertThat(client.firstAnswer().hasImmediateResponse()).isTrue();
    }
  }

  @Test
  void healthSaysSoOnlyWhenReady() throws Exception {
    try (var server = start(ExtProcBind.on(0));
        var client = new Client(server.port(), InsecureChannelCredentials.create())) {
      assertThat(client.health()).isEqualTo(ServingStatus.NOT_SERVING);
      server.ready();
      assertThat(client.health()).isEqualTo(ServingStatus.SERVING);
    }
  }

  @Test
  void speaksTlsWithTheCertificateOfTheFolder() throws Exception {
    var files = TestCertificates.of("localhost", folder.resolve("tls"));
    try (var server = start(ExtProcBind.on(0).withTls(new TlsFiles(files.folder(), null)));
        var trusting = new Client(server.port(), trusting(files.certificate()));
        var plain = new Client(server.port(), InsecureChannelCredentials.create())) {
      assertThat(trusting.health()).isEqualTo(ServingStatus.NOT_SERVING);
      assertThatThrownBy(plain::health).isInstanceOf(StatusRuntimeException.class);
    }
  }

  @Test
  void makesACertificateUpWhenThereIsNone() throws Exception {
    var bind = ExtProcBind.on(0).withTls(new TlsFiles(null, null));
    var trustAll = TestCertificates.trustingAnyone();
    try (var server = start(bind);
        var client =
            new Client(
                server.port(), TlsChannelCredentials.newBuilder().trustManager(trustAll).build())) {
      assertThat(client.health()).isEqualTo(ServingStatus.NOT_SERVING);
    }
  }

  @Test
  void mutualTlsLetsOnlyKnownProxiesIn() throws Exception {
    var own = TestCertificates.of("localhost", folder.resolve("own"));
    var proxy = TestCertificates.of("proxy", folder.resolve("proxy"));
    var stranger = TestCertificates.of("stranger", folder.resolve("stranger"));
    var bind = ExtProcBind.on(0).withTls(new TlsFiles(own.folder(), proxy.certificate()));
    try (var server = start(bind);
        var known = new Client(server.port(), showing(own.certificate(), proxy));
        var unknown = new Client(server.port(), showing(own.certificate(), stranger));
        var silent = new Client(server.port(), trusting(own.certificate()))) {
      assertThat(known.health()).isEqualTo(ServingStatus.NOT_SERVING);
      assertThatThrownBy(unknown::health).isInstanceOf(StatusRuntimeException.class);
      assertThatThrownBy(silent::health).isInstanceOf(StatusRuntimeException.class);
    }
  }

  @Test
  void refusesFilesThatCannotBeUsed() {
    assertThatThrownBy(() -> start(ExtProcBind.on(0).withTls(new TlsFiles(folder, null))).close())
        .hasMessageContaining("cannot use the TLS files of " + folder)
        .hasMessageContaining("tls.crt and tls.key");
  }

  @Test
  void servesAUnixSocketAndTakesItAway() throws Exception {
    var socket = folder.resolve("extproc.sock");
    var loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    try (var server = start(ExtProcBind.on(0).withSocket(socket))) {
      var channel =
          NettyChannelBuilder.forAddress(new DomainSocketAddress(socket.toString()))
              .channelType(EpollDomainSocketChannel.class)
              .eventLoopGroup(loops)
              .overrideAuthority("localhost")
              .usePlaintext()
              .build();
      server.ready();
      try (var client = new Client(channel)) {
        assertThat(client.health()).isEqualTo(ServingStatus.SERVING);
        assertThat(client.firstAnswer().hasImmediateResponse()).isTrue();
      }
    } finally {
      var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
    assertThat(socket).doesNotExist();
  }

  @Test
  void leavesAFileAloneThatIsNoSocket() throws Exception {
    var file = Files.writeString(folder.resolve("precious"), "data");
    assertThatThrownBy(() -> start(ExtProcBind.on(0).withSocket(file)).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no socket");
    assertThat(file).hasContent("data");
  }

  @Test
  void describesItselfOnlyWhenAsked() throws Exception {
    try (var open = start(ExtProcBind.on(0).withReflection(true));
        var closed = start(ExtProcBind.on(0));
        var asking = new Client(open.port(), InsecureChannelCredentials.create());
        var refused = new Client(closed.port(), InsecureChannelCredentials.create())) {
      assertThat(asking.services()).contains(ExternalProcessorGrpc.SERVICE_NAME);
      assertThatThrownBy(refused::services)
          .hasRootCauseInstanceOf(StatusRuntimeException.class)
          .rootCause()
          .extracting(cause -> Status.fromThrowable(cause).getCode())
          .isEqualTo(Status.Code.UNIMPLEMENTED);
    }
  }

  @Test
  void anOldConnectionIsAskedToGoWhileItsStreamsStay() throws Exception {
    try (var server = start(ExtProcBind.on(0).withMaxConnectionAge(Duration.ofMillis(200)));
        var client = new Client(server.port(), InsecureChannelCredentials.create())) {
      var stream = client.open();
      stream.sent.onNext(headers("GET", "/outside"));
      assertThat(stream.take().hasRequestHeaders()).isTrue();
      // Another connection carries new calls once this one was told to go; the stream outlives it.
      client.awaitConnections(2);
      stream.sent.onNext(
          ProcessingRequest.newBuilder()
              .setResponseHeaders(HttpHeaders.getDefaultInstance())
              .build());
      assertThat(stream.take().hasResponseHeaders()).isTrue();
      stream.sent.onCompleted();
      stream.ended.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void drainingLetsOpenStreamsEndAndTakesNoNewOnes() throws Exception {
    var server = start(ExtProcBind.on(0));
    try (var client = new Client(server.port(), InsecureChannelCredentials.create())) {
      var stream = client.open();
      stream.sent.onNext(headers("GET", "/outside"));
      assertThat(stream.take().hasRequestHeaders()).isTrue();
      var drained = new CompletableFuture<Void>();
      Thread.ofVirtual()
          .start(() -> {
            server.drain(Duration.ofSeconds(20));
            drained.complete(null);
          });
      assertThatThrownBy(
              () -> {
                while (true) {
                  client.health();
                }
              })
          .isInstanceOf(StatusRuntimeException.class);
      stream.sent.onNext(
          ProcessingRequest.newBuilder()
              .setResponseHeaders(HttpHeaders.getDefaultInstance())
              .build());
      assertThat(stream.take().hasResponseHeaders()).isTrue();
      stream.sent.onCompleted();
      drained.get(20, TimeUnit.SECONDS);
    } finally {
      server.close();
    }
  }

  private static ExtProcServer start(ExtProcBind bind) throws IOException {
    return ExtProcServer.start(
        bind,
        TestRouter.router(RouterEvents.NONE),
        TestRouter.CATALOG,
        RouterEvents.NONE,
        DoorLimits.STANDARD,
        new Budget(64, 1 << 20));
  }

  private static ProcessingRequest headers(String method, String path) {
    var map =
        io.signalbox.extproc.wire.HeaderMap.newBuilder()
            .addHeaders(header(":method", method))
            .addHeaders(header(":path", path));
    return ProcessingRequest.newBuilder()
        .setRequestHeaders(HttpHeaders.newBuilder().setHeaders(map).setEndOfStream(true))
        .build();
  }

  private static io.signalbox.extproc.wire.HeaderValue header(String key, String value) {
    return io.signalbox.extproc.wire.HeaderValue.newBuilder()
        .setKey(key)
        .setRawValue(com.google.protobuf.ByteString.copyFromUtf8(value))
        .build();
  }

  private static ChannelCredentials trusting(Path certificate) throws IOException {
    return TlsChannelCredentials.newBuilder().trustManager(certificate.toFile()).build();
  }

  private static ChannelCredentials showing(Path trusted, TestCertificates shown)
      throws IOException {
    return TlsChannelCredentials.newBuilder()
        .trustManager(trusted.toFile())
        .keyManager(shown.certificate().toFile(), shown.key().toFile())
        .build();
  }

  /** A proxy's connection. */
  private static final class Client implements AutoCloseable {
    private final ManagedChannel channel;
    private final @Nullable Integer port;

    Client(int port, ChannelCredentials credentials) {
      this.channel = Grpc.newChannelBuilder("localhost:" + port, credentials).build();
      this.port = port;
    }

    Client(ManagedChannel channel) {
      this.channel = channel;
      this.port = null;
    }

    ServingStatus health() {
      return HealthGrpc.newBlockingStub(channel)
          .withDeadlineAfter(20, TimeUnit.SECONDS)
          .check(HealthCheckRequest.getDefaultInstance())
          .getStatus();
    }

    ProcessingResponse firstAnswer() throws InterruptedException {
      var stream = open();
      stream.sent.onNext(headers("GET", "/v1/models"));
      var answer = stream.take();
      stream.sent.onCompleted();
      return answer;
    }

    Stream open() {
      return new Stream(ExternalProcessorGrpc.newStub(channel));
    }

    String services() throws Exception {
      var answer = new CompletableFuture<ServerReflectionResponse>();
      var sent =
          ServerReflectionGrpc.newStub(channel)
              .serverReflectionInfo(
                  new StreamObserver<ServerReflectionResponse>() {
                    @Override
                    public void onNext(ServerReflectionResponse response) {
                      answer.complete(response);
                    }

                    @Override
                    public void onError(Throwable broken) {
                      answer.completeExceptionally(broken);
                    }

                    @Override
                    public void onCompleted() {}
                  });
      sent.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
      sent.onCompleted();
      return answer.get(20, TimeUnit.SECONDS).toString();
    }

    /** Waits until the channel has had to connect so many times. */
    void awaitConnections(int wanted) throws InterruptedException {
      int connections = 1;
      var state = channel.getState(true);
      while (connections < wanted) {
        var changed = new java.util.concurrent.CountDownLatch(1);
        channel.notifyWhenStateChanged(state, changed::countDown);
        assertThat(changed.await(20, TimeUnit.SECONDS)).isTrue();
        state = channel.getState(true);
        if (state == io.grpc.ConnectivityState.READY) {
          connections++;
        }
      }
    }

    @Override
    public void close() {
      channel.shutdownNow();
    }

    @Override
    public String toString() {
      return "client of port " + port;
    }
  }

  /** One ExtProc stream. */
  private static final class Stream implements StreamObserver<ProcessingResponse> {
    private final LinkedBlockingQueue<ProcessingResponse> answers = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final StreamObserver<ProcessingRequest> sent;

    Stream(ExternalProcessorGrpc.ExternalProcessorStub stub) {
      sent = stub.process(this);
    }

    ProcessingResponse take() throws InterruptedException {
      var answer = answers.poll(20, TimeUnit.SECONDS);
      assertThat(answer).isNotNull();
      return java.util.Objects.requireNonNull(answer);
    }

    @Override
    public void onNext(ProcessingResponse answer) {
      answers.add(answer);
    }

    @Override
    public void onError(Throwable broken) {
      ended.completeExceptionally(broken);
    }

    @Override
    public void onCompleted() {
      ended.complete(null);
    }
  }
}
