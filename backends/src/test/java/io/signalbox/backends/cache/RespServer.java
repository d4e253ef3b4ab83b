package io.signalbox.backends.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the protocol of Redis (RESP2) on a port of its own, and can be frozen, slow, or gone. What
 * it answers, a {@link Commands} says: a String is a simple one, bytes a bulk, null a null bulk, a
 * Long a number, a List an array, a {@link Fault} an error.
 */
final class RespServer implements AutoCloseable {
  /** An error of the server. */
  record Fault(String text) {}

  /** What is asked; texts are read as ISO 8859-1, so that bytes survive. */
  @FunctionalInterface
  interface Commands {
    @Nullable Object answer(List<String> words);
  }

  private final Commands commands;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket listener;
  private volatile boolean frozen;
  private volatile long delayMillis;
  private int port;

  RespServer(Commands commands) throws IOException {
    this.commands = commands;
    listen();
  }

  /**
   * Listens, again on the port that it had. A client that tries a port where nobody listens may get
   * it as its own and meet itself; it lets go of it at the first word that it reads.
   */
  void listen() throws IOException {
    var mine = bound();
    listener = mine;
    port = mine.getLocalPort();
    Thread.ofVirtual().start(() -> accept(mine));
  }

  private ServerSocket bound() throws IOException {
    for (int tries = 0; ; tries++) {
      try {
        return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      } catch (BindException taken) {
        if (tries == 100) {
          throw taken;
        }
        LockSupport.parkNanos(100_000_000);
      }
    }
  }

  int port() {
    return port;
  }

  /** Takes connections and commands, and answers none. */
  void freeze(boolean so) {
    frozen = so;
  }

  void delay(long millis) {
    delayMillis = millis;
  }

  private void accept(ServerSocket from) {
    try {
      while (true) {
        var client = from.accept();
        clients.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // It is over.
    }
  }

  private void serve(Socket client) {
    try (client) {
      var in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
      var out = new BufferedOutputStream(client.getOutputStream());
      while (true) {
        var words = words(in);
        while (frozen && !client.isClosed()) {
          LockSupport.parkNanos(1_000_000);
        }
        if (delayMillis > 0) {
          LockSupport.parkNanos(delayMillis * 1_000_000);
        }
        write(out, commands.answer(words));
        out.flush();
      }
    } catch (IOException gone) {
      // The client left, or the server did.
    } finally {
      clients.remove(client);
    }
  }

  private static List<String> words(DataInputStream in) throws IOException {
    var words = new String[number(in, '*')];
    for (int i = 0; i < words.length; i++) {
      var bytes = new byte[number(in, '$')];
      in.readFully(bytes);
      in.skipNBytes(2);
      words[i] = new String(bytes, ISO_8859_1);
    }
    return List.of(words);
  }

  private static int number(DataInputStream in, char kind) throws IOException {
    if (in.readByte() != kind) {
      throw new IOException("not RESP");
    }
    var digits = new StringBuilder();
    for (int c = in.readByte(); c != '\r'; c = in.readByte()) {
      digits.append((char) c);
    }
    in.skipNBytes(1);
    return Integer.parseInt(digits.toString());
  }

  private static void write(OutputStream out, @Nullable Object answer) throws IOException {
    switch (answer) {
      case null -> out.write("$-1\r\n".getBytes(ISO_8859_1));
      case String simple -> out.write(("+" + simple + "\r\n").getBytes(ISO_8859_1));
      case Fault fault -> out.write(("-" + fault.text() + "\r\n").getBytes(ISO_8859_1));
      case Long number -> out.write((":" + number + "\r\n").getBytes(ISO_8859_1));
      case byte[] bulk -> {
        out.write(("$" + bulk.length + "\r\n").getBytes(ISO_8859_1));
        out.write(bulk);
        out.write("\r\n".getBytes(ISO_8859_1));
      }
      case List<?> list -> {
        out.write(("*" + list.size() + "\r\n").getBytes(ISO_8859_1));
        for (var element : list) {
          write(out, element);
        }
      }
      default -> throw new IllegalArgumentException(answer.getClass().getName());
    }
  }

  /** Cuts everything; {@link #listen} starts anew. */
  @Override
  public void close() throws IOException {
    listener.close();
    for (var client : clients) {
      client.close();
    }
  }
}
