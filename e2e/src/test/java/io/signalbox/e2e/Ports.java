package io.signalbox.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Free ports of the loopback, below those the system gives to clients; none is given twice. */
final class Ports {
  private static final int FIRST = 20_000;
  private static final int LAST = 30_000;
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  static int free() {
    int start = FIRST + (int) (ProcessHandle.current().pid() % 90) * 100;
    for (int port = start; port < LAST; port++) {
      if (GIVEN.add(port) && isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port from " + start + " to " + LAST);
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort() == port;
    } catch (IOException taken) {
      return false;
    }
  }

  /** A number that, added to each of the ports, gives free ones. */
  static int freeOffset(int... ports) {
    int start = 2_000 + (int) (ProcessHandle.current().pid() % 100) * 100;
    for (int offset = start; offset < start + 1_000; offset += 7) {
      int candidate = offset;
      if (IntStream.of(ports).allMatch(port -> isFree(port + candidate))) {
        return offset;
      }
    }
    throw new IllegalStateException("no free ports above offset " + start);
  }
}
