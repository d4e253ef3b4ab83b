package io.signalbox.gateways.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks a server by its address. */
final class HttpWeb implements Web {
  private final HttpClient client;
  private final String base;
  private final Duration patience;

  /**
   * @param base such as {@code http://localhost:8080}; a path in it is put in front of others
   */
  HttpWeb(HttpClient client, URI base, Duration patience) {
    this.client = client;
    this.base = base.toString().replaceAll("/+$", "");
    this.patience = patience;
  }

  @Override
  public String place() {
    return base;
  }

  @Override
  public Reply ask(String path, Map<String, String> headers, @Nullable String body)
      throws UnreachableException {
    var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(patience);
    headers.forEach(request::header);
    if (body != null) {
      request.header("content-type", "application/json").POST(BodyPublishers.ofString(body));
    }
    try {
      var response = client.send(request.build(), BodyHandlers.ofString());
      var answered = new TreeMap<String, String>();
      response.headers().map().forEach((name, values) -> answered.put(name, values.getFirst()));
      return new Reply(response.statusCode(), answered, response.body());
    } catch (IOException failed) {
      throw new UnreachableException(words(failed));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UnreachableException("interrupted");
    }
  }

  /** What went wrong; many exceptions of the JDK say nothing themselves. */
  static String words(Throwable failed) {
    for (Throwable at = failed; at != null; at = at.getCause()) {
      if (at.getMessage() != null && !at.getMessage().isBlank()) {
        return at.getMessage();
      }
    }
    return failed instanceof ConnectException
        ? "connection refused"
        : failed.getClass().getSimpleName();
  }
}
