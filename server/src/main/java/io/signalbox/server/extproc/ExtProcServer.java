package io.signalbox.server.extproc;

import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.signalbox.catalog.Catalog;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.extproc.wire.ExternalProcessorGrpc;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingResponse;
import io.signalbox.server.door.Defects;
import io.signalbox.server.door.DoorLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The gRPC server that proxies attach to. */
public final class ExtProcServer implements AutoCloseable {
  /** Room for headers and framing beside the largest body. */
  private static final int MESSAGE_OVERHEAD = 1 << 20;

  private static final int LEAST_MESSAGE_BYTES = 16 << 20;
  private static final int MAX_METADATA_BYTES = 1 << 16;

  private final Server server;
  private final HealthStatusManager health;
  private final EventLoopGroup accepting;
  private final EventLoopGroup serving;
  private final AtomicInteger openStreams;
  private final AtomicBoolean draining = new AtomicBoolean();

  private ExtProcServer(
      Server server,
      HealthStatusManager health,
      EventLoopGroup accepting,
      EventLoopGroup serving,
      AtomicInteger openStreams) {
    this.server = server;
    this.health = health;
    this.accepting = accepting;
    this.serving = serving;
    this.openStreams = openStreams;
  }

  /**
   * Binds a port on all interfaces and begins to serve; the health service says so only after
   * {@link #ready}.
   *
   * @param port 0 for any
   * @throws IOException when the port cannot be bound
   */
  public static ExtProcServer start(
      int port, Router router, Catalog catalog, RouterEvents events, DoorLimits limits)
      throws IOException {
    var health = new HealthStatusManager();
    var openStreams = new AtomicInteger();
    var loops = new Loops();
    var accepting = loops.group(1);
    var serving = loops.group(Math.max(2, Runtime.getRuntime().availableProcessors()));
    int maxBody = router.current().settings().maxRequestBytes();
    ServerBuilder<?> builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(port))
            .channelType(loops.channelType())
            .bossEventLoopGroup(accepting)
            .workerEventLoopGroup(serving)
            .directExecutor()
            .maxInboundMessageSize(
                (int)
                    Math.min(
                        Integer.MAX_VALUE,
                        Math.max(LEAST_MESSAGE_BYTES, (long) maxBody + MESSAGE_OVERHEAD)))
            .maxInboundMetadataSize(MAX_METADATA_BYTES)
            .permitKeepAliveWithoutCalls(true)
            .permitKeepAliveTime(5, TimeUnit.SECONDS)
            .addService(health.getHealthService())
            .addService(new Processor(router, catalog, events, limits, openStreams));
    health.setStatus("", ServingStatus.NOT_SERVING);
    health.setStatus(ExternalProcessorGrpc.SERVICE_NAME, ServingStatus.NOT_SERVING);
    try {
      var server = builder.build().start();
      return new ExtProcServer(server, health, accepting, serving, openStreams);
    } catch (IOException taken) {
      Loops.stop(accepting);
      Loops.stop(serving);
      throw taken;
    }
  }

  public int port() {
    return server.getPort();
  }

  /** Streams open now. */
  public int openStreams() {
    return openStreams.get();
  }

  /** Tells health checks that calls are welcome. */
  public void ready() {
    health.setStatus("", ServingStatus.SERVING);
    health.setStatus(ExternalProcessorGrpc.SERVICE_NAME, ServingStatus.SERVING);
  }

  /** Takes no new calls, lets open ones finish for so long, then cuts them. */
  public void drain(Duration grace) {
    if (draining.getAndSet(true)) {
      return;
    }
    health.enterTerminalState();
    server.shutdown();
    try {
      if (!server.awaitTermination(grace.toNanos(), TimeUnit.NANOSECONDS)) {
        server.shutdownNow();
        server.awaitTermination(1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      server.shutdownNow();
    }
    Loops.stop(accepting);
    Loops.stop(serving);
  }

  @Override
  public void close() {
    drain(Duration.ZERO);
  }

  /** Event loops: epoll where the platform has it. */
  private record Loops() {
    EventLoopGroup group(int threads) {
      return new MultiThreadIoEventLoopGroup(
          threads, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    /** Stops a group in the background; nothing depends on when its threads end. */
    static void stop(EventLoopGroup group) {
      var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    Class<? extends ServerChannel> channelType() {
      return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }
  }

  /** Starts a session on a virtual thread for each stream. */
  private static final class Processor extends ExternalProcessorGrpc.ExternalProcessorImplBase {
    private final Router router;
    private final Catalog catalog;
    private final RouterEvents events;
    private final DoorLimits limits;
    private final AtomicInteger openStreams;

    Processor(
        Router router,
        Catalog catalog,
        RouterEvents events,
        DoorLimits limits,
        AtomicInteger openStreams) {
      this.router = router;
      this.catalog = catalog;
      this.events = events;
      this.limits = limits;
      this.openStreams = openStreams;
    }

    @Override
    public StreamObserver<ProcessingRequest> process(StreamObserver<ProcessingResponse> out) {
      var channel =
          new GrpcChannel((ServerCallStreamObserver<ProcessingResponse>) out, limits.replyIdle());
      channel.begin();
      Thread.ofVirtual().name("extproc").start(() -> run(channel));
      return channel;
    }

    private void run(GrpcChannel channel) {
      openStreams.incrementAndGet();
      try {
        new EnvoySession(channel, router, catalog, events, limits).run();
        channel.complete();
      } catch (RuntimeException | Error defect) {
        Defects.log(defect);
        channel.fail(Status.INTERNAL);
      } finally {
        openStreams.decrementAndGet();
      }
    }
  }
}
