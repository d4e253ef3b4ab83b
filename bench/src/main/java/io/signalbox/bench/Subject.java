package io.signalbox.bench;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/** A server in a process of its own, and what that process uses. */
final class Subject implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(5);

  private final Process process;
  private final int port;
  private final JMXConnector management;
  private final ThreadMXBean threads;

  @SuppressWarnings("BanJNDI") // The other side is a process of ours, which it just started.
  private Subject(Process process, int port) throws IOException {
    this.process = process;
    this.port = port;
    this.management = JMXConnectorFactory.connect(new JMXServiceURL(agent(process)));
    this.threads =
        ManagementFactory.newPlatformMXBeanProxy(
            management.getMBeanServerConnection(),
            ManagementFactory.THREAD_MXBEAN_NAME,
            ThreadMXBean.class);
  }

  /** A main class of this module; it gets its port as its argument. */
  static Subject java(Class<?> main) throws IOException, InterruptedException {
    int port = freePort();
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return start(
        port,
        List.of(
            java,
            "-XX:+UseSerialGC",
            "-Xms32m",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            Integer.toString(port)));
  }

  /** The program as users start it, with a configuration that says {@code PORT} for a port. */
  static Subject signalbox(int port, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(new File("signalbox").getAbsolutePath()));
    command.addAll(List.of(arguments));
    return start(port, command);
  }

  private static Subject start(int port, List<String> command)
      throws IOException, InterruptedException {
    var log = Files.createTempFile("bench", ".log");
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    long end = System.nanoTime() + START.toNanos();
    while (!listens(port)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroy();
        throw new IOException("does not start: " + String.join(" ", command) + ", see " + log);
      }
      Thread.sleep(50);
    }
    return new Subject(process, port);
  }

  int port() {
    return port;
  }

  /** Processor time used so far. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Bytes allocated on the heap so far. */
  long allocatedBytes() {
    return threads.getTotalThreadAllocatedBytes();
  }

  /** Resident memory, in MiB, or null where the platform does not tell. */
  @Nullable Integer residentMiB() {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Integer.parseInt(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(null);
    } catch (IOException | UncheckedIOException unknown) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      management.close();
    } catch (IOException gone) {
      // The process ends next.
    }
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean listens(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static String agent(Process process) throws IOException {
    try {
      var machine = VirtualMachine.attach(Long.toString(process.pid()));
      try {
        return machine.startLocalManagementAgent();
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException foreign) {
      throw new IOException(foreign);
    }
  }
}
