package io.signalbox.backends.remote;

import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.infer.RemoteModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts JSON to the services of models. Safe for use by many threads at once.
 *
 * <p>Each service is asked {@link #AT_ONCE} times at once; who finds as many as {@link #WAITING}
 * waiting is refused. A try ends with its timeout or the caller's deadline, whichever is first, the
 * answer's body included. What may pass is tried again: a connection that fails, and the statuses
 * 408, 429 and 500 to 599. No redirect is followed, and no more than {@link #MOST_BYTES} of an
 * answer are read. Errors tell what the configuration calls the service and what happened, and
 * nothing of what was sent or answered.
 */
final class ModelClient implements AutoCloseable {
  static final int AT_ONCE = 32;
  static final int WAITING = 256;
  static final long MOST_BYTES = 8 << 20;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final long FIRST_PAUSE_MILLIS = 50;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT_TIMEOUT)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();

  /** An answer: the status, and its JSON where the status is 200. */
  record Answer(int status, JsonNode json) {}

  /**
   * Posts a body to a path of a model's service and reads the JSON of its answer.
   *
   * @throws RouterException {@code UPSTREAM} when the service cannot be reached or answers anything
   *     but 200 and JSON, {@code OVERLOADED} when too many wait for it, {@code TIMEOUT} when it
   *     takes too long, {@code CANCELLED} when the caller is gone
   */
  JsonNode post(RemoteModel model, String path, JsonNode body, Deadline deadline) {
    var answer = ask(model, path, body, deadline);
    if (answer.status != 200) {
      throw failed(model, "answered with status " + answer.status);
    }
    return answer.json;
  }

  /** As {@link #post}, with the status left to the caller. */
  Answer ask(RemoteModel model, String path, JsonNode body, Deadline deadline) {
    var turn = turns.computeIfAbsent(model.base().getRawAuthority(), _ -> new Semaphore(AT_ONCE));
    try {
      if (turn.getQueueLength() >= WAITING
          || !turn.tryAcquire(limit(model, deadline), TimeUnit.NANOSECONDS)) {
        throw new RouterException(Fault.OVERLOADED, told(model, "too many calls wait for it"));
      }
      try {
        return tried(model, request(model, path, body), deadline);
      } finally {
        turn.release();
      }
    } catch (InterruptedException gone) {
      Thread.currentThread().interrupt();
      throw new RouterException(Fault.CANCELLED, told(model, "the caller went away"));
    }
  }

  private Answer tried(RemoteModel model, HttpRequest.Builder request, Deadline deadline)
      throws InterruptedException {
    for (int retry = 0; ; retry++) {
      boolean last = retry >= model.retries();
      try {
        var answer = once(model, request, deadline);
        if (last || !mayPass(answer.statusCode())) {
          return read(model, answer);
        }
      } catch (IOException broken) {
        if (last) {
          throw failed(model, "could not be reached, or broke off");
        }
      }
      long pause = TimeUnit.MILLISECONDS.toNanos(FIRST_PAUSE_MILLIS << retry);
      if (deadline.remainingNanos() <= pause) {
        throw late(model);
      }
      TimeUnit.NANOSECONDS.sleep(pause);
    }
  }

  private HttpResponse<byte[]> once(
      RemoteModel model, HttpRequest.Builder request, Deadline deadline)
      throws InterruptedException, IOException {
    long nanos = limit(model, deadline);
    if (nanos <= 0) {
      throw late(model);
    }
    // The request's own timeout ends with the answer's head; the future's covers its body as well.
    var sent =
        http.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      return sent.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      sent.cancel(true);
      throw late(model);
    } catch (InterruptedException gone) {
      sent.cancel(true);
      throw gone;
    } catch (ExecutionException broken) {
      throw new IOException(broken.getCause());
    }
  }

  private static boolean mayPass(int status) {
    return status == 408 || status == 429 || status >= 500;
  }

  private static long limit(RemoteModel model, Deadline deadline) {
    return Math.min(model.timeout().toNanos(), deadline.remainingNanos());
  }

  private static Answer read(RemoteModel model, HttpResponse<byte[]> answer) {
    try {
      return new Answer(
          answer.statusCode(),
          answer.statusCode() == 200
              ? JsonMapper.shared().readTree(answer.body())
              : JsonMapper.shared().missingNode());
    } catch (JacksonException notJson) {
      throw failed(model, "answered something that is not JSON");
    }
  }

  private static HttpRequest.Builder request(RemoteModel model, String path, JsonNode body) {
    // As bytes: a lone surrogate in a text becomes a question mark instead of an error.
    var bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    var request =
        HttpRequest.newBuilder(at(model.base(), path))
            .header("content-type", "application/json")
            .header("accept", "application/json")
            .POST(BodyPublishers.ofByteArray(bytes));
    try {
      return model.key() == null
          ? request
          : request.header("authorization", "Bearer " + model.key());
    } catch (IllegalArgumentException tellsTheKey) {
      throw failed(model, "its key is none that a header can carry");
    }
  }

  /** A path beneath a base, without the version twice where the base has it already. */
  static URI at(URI base, String path) {
    var start = base.toString();
    var end = start.endsWith("/v1") && path.startsWith("/v1/") ? path.substring(3) : path;
    return URI.create(start + end);
  }

  static RouterException failed(RemoteModel model, String what) {
    return new RouterException(Fault.UPSTREAM, told(model, what));
  }

  private static RouterException late(RemoteModel model) {
    return new RouterException(Fault.TIMEOUT, told(model, "did not answer in time"));
  }

  private static String told(RemoteModel model, String what) {
    return "model service " + model.name() + ": " + what;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
