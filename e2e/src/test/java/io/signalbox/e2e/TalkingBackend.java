package io.signalbox.e2e;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A backend of chat completions that numbers its answers and says in each what it was asked. Words
 * of the question make it fail, break off or take its time.
 */
final class TalkingBackend implements AutoCloseable {
  private static final int PAUSE_MILLIS = 400;

  private final ServerSocket server;
  private final AtomicInteger asked = new AtomicInteger();

  private TalkingBackend(ServerSocket server) {
    this.server = server;
  }

  static TalkingBackend start() {
    try {
      var backend =
          new TalkingBackend(new ServerSocket(Ports.free(), 500, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().start(backend::accept);
      return backend;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many questions have arrived. */
  int asked() {
    return asked.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var reader = new Wire.Reader(socket.getInputStream());
      for (var message = reader.message(); message != null; message = reader.message()) {
        answer(message.text(), asked.incrementAndGet(), socket.getOutputStream());
      }
    } catch (IOException gone) {
      // The client went away, or the answer breaks off.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(String body, int number, OutputStream out)
      throws IOException, InterruptedException {
    var request = Client.json(body);
    var messages = request.get("messages");
    var said = messages.get(messages.size() - 1).get("content").asString();
    if (said.contains("takes long")) {
      Thread.sleep(PAUSE_MILLIS);
    }
    if (said.contains("fails")) {
      whole(out, "503 Service Unavailable", "{\"error\":{\"message\":\"busy\"}}");
    } else if (request.path("stream").asBoolean(false)) {
      boolean counted = request.at("/stream_options/include_usage").asBoolean(false);
      stream(out, said, number, counted);
    } else {
      plain(out, said, number);
    }
  }

  /** What is answered, as JSON's text. */
  static String words(int number, String question) {
    return "No. %d to: %s".formatted(number, question);
  }

  private static void plain(OutputStream out, String said, int number) throws IOException {
    var finish = said.contains("without end") ? "length" : "stop";
    // Blanks where nobody else would put them.
    var body =
        """
        { "id" :"c-%d","object":"chat.completion","created":1 , "model":"m","x":[ ],
         "choices":[{"index":0,"message":{"role":"assistant","content":"%s"},"finish_reason":"%s"}],
         "usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}
        """
            .formatted(number, words(number, said), finish);
    if (said.contains("breaks off")) {
      head(out, "200 OK", "application/json", "content-length: " + body.length());
      Wire.write(out, body.substring(0, body.length() / 2));
      throw new EOFException("as the test wants it");
    }
    whole(out, "200 OK", body);
  }

  private static void whole(OutputStream out, String status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    head(out, status, "application/json", "content-length: " + bytes.length);
    out.write(bytes);
    out.flush();
  }

  private static void stream(OutputStream out, String said, int number, boolean counted)
      throws IOException, InterruptedException {
    head(out, "200 OK", "text/event-stream", "transfer-encoding: chunked");
    var words = words(number, said);
    int middle = words.length() / 2;
    for (var half : List.of(words.substring(0, middle), words.substring(middle))) {
      event(out, chunk(number, "{\"index\":0,\"delta\":{\"content\":\"" + half + "\"}}"));
      if (said.contains("breaks off")) {
        throw new EOFException("as the test wants it");
      }
      if (said.contains("dawdles")) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    if (said.contains("goes wrong")) {
      event(out, "{\"error\":{\"message\":\"lost the thread\",\"type\":\"server_error\"}}");
    } else {
      var finish = said.contains("without end") ? "length" : "stop";
      event(out, chunk(number, "{\"index\":0,\"delta\":{},\"finish_reason\":\"" + finish + "\"}"));
    }
    if (counted) {
      event(
          out,
          chunk(number, "")
              .replace("]}", "],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4}}"));
    }
    event(out, "[DONE]");
    Wire.write(out, "0\r\n\r\n");
  }

  private static String chunk(int number, String choice) {
    return ("{\"id\": \"c-%d\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
            + "\"choices\":[%s]}")
        .formatted(number, choice);
  }

  private static void event(OutputStream out, String data) throws IOException {
    var bytes = ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    Wire.chunk(out, bytes, 0, bytes.length);
  }

  private static void head(OutputStream out, String status, String type, String length)
      throws IOException {
    Wire.write(
        out, "HTTP/1.1 %s\r\ncontent-type: %s\r\n%s\r\n\r\n".formatted(status, type, length));
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
