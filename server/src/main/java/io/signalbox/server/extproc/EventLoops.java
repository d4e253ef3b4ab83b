package io.signalbox.server.extproc;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The threads that move bytes, on epoll where the platform has it. */
final class EventLoops implements AutoCloseable {
  private final EventLoopGroup accepting = group(1);
  private final EventLoopGroup serving =
      group(Math.max(2, Runtime.getRuntime().availableProcessors()));

  EventLoopGroup accepting() {
    return accepting;
  }

  EventLoopGroup serving() {
    return serving;
  }

  static Class<? extends ServerChannel> tcp() {
    return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  static Class<? extends ServerChannel> unix() {
    return Epoll.isAvailable()
        ? EpollServerDomainSocketChannel.class
        : NioServerDomainSocketChannel.class;
  }

  static SocketAddress address(Path socket) {
    return Epoll.isAvailable()
        ? new DomainSocketAddress(socket.toString())
        : UnixDomainSocketAddress.of(socket);
  }

  /** Stops in the background; nothing depends on when the threads end. */
  @Override
  public void close() {
    var _ = accepting.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    var _ = serving.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private static EventLoopGroup group(int threads) {
    return new MultiThreadIoEventLoopGroup(
        threads, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }
}
