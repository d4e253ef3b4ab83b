package io.signalbox.server.extproc;

import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.signalbox.catalog.Catalog;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.extproc.wire.ExternalProcessorGrpc;
import io.signalbox.server.door.Budget;
import io.signalbox.server.door.DoorLimits;
import io.signalbox.server.tls.TlsMaterial;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The gRPC server that proxies attach to, on a TCP port and, when wanted, a Unix socket. */
public final class ExtProcServer implements AutoCloseable {
  /** Room for headers and framing beside the largest body. */
  private static final int MESSAGE_OVERHEAD = 1 << 20;

  /** A proxy shows a buffered reply in one message, and its limit on them is its own. */
  private static final int LEAST_MESSAGE_BYTES = 64 << 20;

  private static final int MAX_METADATA_BYTES = 1 << 16;
  private static final Duration TLS_WATCH = Duration.ofSeconds(10);
  private static final long KEEPALIVE_SECONDS = 60;
  private static final long KEEPALIVE_TIMEOUT_SECONDS = 20;

  private final List<Server> servers = new ArrayList<>();
  private final HealthStatusManager health = new HealthStatusManager();
  private final EventLoops loops = new EventLoops();
  private final AtomicBoolean draining = new AtomicBoolean();
  private final ExtProcBind bind;
  private final DoorLimits limits;
  private final ExtProcService service;
  private final int maxMessageBytes;
  private @Nullable TlsMaterial tls;

  private ExtProcServer(
      ExtProcBind bind, DoorLimits limits, ExtProcService service, int maxRequestBytes) {
    this.bind = bind;
    this.limits = limits;
    this.service = service;
    this.maxMessageBytes =
        (int)
            Math.min(
                Integer.MAX_VALUE,
                Math.max(LEAST_MESSAGE_BYTES, (long) maxRequestBytes + MESSAGE_OVERHEAD));
  }

  /**
   * Binds and begins to serve; the health service says so only after {@link #ready}.
   *
   * @throws IOException when an address cannot be bound
   * @throws java.io.UncheckedIOException when the TLS files cannot be used
   */
  public static ExtProcServer start(
      ExtProcBind bind,
      Router router,
      Catalog catalog,
      RouterEvents events,
      DoorLimits limits,
      Budget budget)
      throws IOException {
    var service = new ExtProcService(router, catalog, events, limits, budget);
    int maxRequestBytes = router.current().settings().maxRequestBytes();
    var server = new ExtProcServer(bind, limits, service, maxRequestBytes);
    try {
      server.open();
      return server;
    } catch (IOException | RuntimeException failed) {
      server.close();
      throw failed;
    }
  }

  private void open() throws IOException {
    health.setStatus("", ServingStatus.NOT_SERVING);
    health.setStatus(ExternalProcessorGrpc.SERVICE_NAME, ServingStatus.NOT_SERVING);
    var tcp =
        NettyServerBuilder.forAddress(new InetSocketAddress(bind.port()))
            .channelType(EventLoops.tcp());
    if (bind.tls() != null) {
      tls = TlsMaterial.load(bind.tls(), TLS_WATCH);
      tcp.sslContext(context(tls));
    }
    servers.add(serving(tcp));
    if (bind.socket() != null) {
      clear(bind.socket());
      var unix =
          NettyServerBuilder.forAddress(EventLoops.address(bind.socket()))
              .channelType(EventLoops.unix());
      servers.add(serving(unix));
    }
  }

  private Server serving(NettyServerBuilder builder) throws IOException {
    if (bind.reflection()) {
      builder.addService(ProtoReflectionServiceV1.newInstance());
    }
    if (bind.maxConnectionAge().isPositive()) {
      builder
          .maxConnectionAge(bind.maxConnectionAge().toNanos(), TimeUnit.NANOSECONDS)
          .maxConnectionAgeGrace(limits.replyIdle().toNanos(), TimeUnit.NANOSECONDS);
    }
    return builder
        .bossEventLoopGroup(loops.accepting())
        .workerEventLoopGroup(loops.serving())
        .directExecutor()
        .maxInboundMessageSize(maxMessageBytes)
        .maxInboundMetadataSize(MAX_METADATA_BYTES)
        .keepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
        .keepAliveTimeout(KEEPALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .permitKeepAliveWithoutCalls(true)
        .permitKeepAliveTime(5, TimeUnit.SECONDS)
        .addService(health.getHealthService())
        .addService(service)
        .build()
        .start();
  }

  private static SslContext context(TlsMaterial tls) throws IOException {
    var context = SslContextBuilder.forServer(tls.keys());
    if (tls.clients() != null) {
      context.trustManager(tls.clients()).clientAuth(ClientAuth.REQUIRE);
    }
    return GrpcSslContexts.configure(context, SslProvider.JDK).build();
  }

  /** Takes away the socket of a process that ended without doing so; anything else stays. */
  private static void clear(Path socket) throws IOException {
    if (Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
      var found =
          Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!found.isOther()) {
        throw new IOException("%s is there already and no socket".formatted(socket));
      }
      Files.delete(socket);
    }
  }

  /** The TCP port. */
  public int port() {
    return servers.getFirst().getPort();
  }

  /** Streams open now. */
  public int openStreams() {
    return service.openStreams();
  }

  /** Tells health checks that calls are welcome. */
  public void ready() {
    health.setStatus("", ServingStatus.SERVING);
    health.setStatus(ExternalProcessorGrpc.SERVICE_NAME, ServingStatus.SERVING);
  }

  /**
   * Takes no new calls, which connections are told by GOAWAY, lets open ones finish for so long,
   * then cuts them.
   */
  public void drain(Duration grace) {
    if (draining.getAndSet(true)) {
      return;
    }
    health.enterTerminalState();
    servers.forEach(Server::shutdown);
    long end = System.nanoTime() + grace.toNanos();
    try {
      for (var server : servers) {
        if (!server.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          server.shutdownNow();
          server.awaitTermination(1, TimeUnit.SECONDS);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      servers.forEach(Server::shutdownNow);
    }
    loops.close();
    service.close();
    if (tls != null) {
      tls.close();
    }
    if (bind.socket() != null && servers.size() > 1) {
      bind.socket().toFile().delete();
    }
  }

  @Override
  public void close() {
    drain(Duration.ZERO);
  }
}
