package io.signalbox.e2e;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Redis that writes everything down. */
final class RedisCacheServer implements CacheServer {
  private static final String PREFIX = "semantic-cache:v/";

  private final int port = Ports.free();
  private final Path directory;
  private @Nullable ServerProcess process;

  RedisCacheServer() {
    try {
      directory = Files.createTempDirectory("signalbox-redis-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void start() {
    process =
        ServerProcess.start(
            List.of(
                Parts.redisServer().toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--dir",
                directory.toString()));
  }

  int port() {
    return port;
  }

  @Override
  public void kill() {
    if (process != null) {
      process.kill();
    }
  }

  @Override
  public void freeze(boolean now) {
    if (process != null) {
      process.signal(now ? "STOP" : "CONT");
    }
  }

  @Override
  public String config() {
    return "{backend_type: redis, redis: {connection: {host: 127.0.0.1, port: %d}}}"
        .formatted(port);
  }

  @Override
  public Map<String, byte[]> values() {
    var values = new LinkedHashMap<String, byte[]>();
    for (var key : ask("KEYS", (PREFIX + "*").getBytes(StandardCharsets.UTF_8))) {
      var name = new String(key, StandardCharsets.UTF_8);
      values.put(name.substring(PREFIX.length()), ask("GET", key).getFirst());
    }
    return values;
  }

  @Override
  public void replace(String key, byte[] value) {
    ask(
        "SET",
        (PREFIX + key).getBytes(StandardCharsets.UTF_8),
        value,
        "KEEPTTL".getBytes(StandardCharsets.UTF_8));
  }

  /** Asks one thing; what comes back is a list, of one where it is a single thing. */
  private List<byte[]> ask(String command, byte[]... arguments) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var out = new ByteArrayOutputStream();
      out.writeBytes("*%d\r\n".formatted(1 + arguments.length).getBytes(StandardCharsets.UTF_8));
      bulk(out, command.getBytes(StandardCharsets.UTF_8));
      for (var argument : arguments) {
        bulk(out, argument);
      }
      socket.getOutputStream().write(out.toByteArray());
      socket.getOutputStream().flush();
      return answer(new BufferedInputStream(socket.getInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void bulk(ByteArrayOutputStream out, byte[] bytes) {
    out.writeBytes("$%d\r\n".formatted(bytes.length).getBytes(StandardCharsets.UTF_8));
    out.writeBytes(bytes);
    out.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
  }

  private static List<byte[]> answer(InputStream in) throws IOException {
    var line = line(in);
    return switch (line.charAt(0)) {
      case '*' -> {
        var items = new ArrayList<byte[]>();
        for (int i = Integer.parseInt(line.substring(1)); i > 0; i--) {
          items.addAll(answer(in));
        }
        yield items;
      }
      case '$' -> {
        var bytes = in.readNBytes(Integer.parseInt(line.substring(1)));
        line(in);
        yield List.of(bytes);
      }
      case '+' -> List.of(line.substring(1).getBytes(StandardCharsets.UTF_8));
      default -> throw new IOException(line);
    };
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("Redis ends the connection");
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    kill();
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
