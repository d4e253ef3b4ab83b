package io.signalbox.server.gateway;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.RouterException;
import io.signalbox.fleet.Backend;
import io.signalbox.fleet.Reliability.Trouble;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Speaks HTTP/1.1 to backends, over connections that all calls share. */
final class BackendClient implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /**
   * Less than the five seconds after which vLLM and other uvicorn servers close an idle connection,
   * so that no request meets a connection that is just being closed.
   */
  private static final int KEEP_ALIVE_SECONDS = 4;

  private static final int MAX_HEADER_BYTES = 64 * 1024;
  private static final long CANCEL = 8;

  private final HttpClient client;

  /**
   * @param trust whom to trust, or null for the JDK's certificate authorities
   */
  BackendClient(Vertx vertx, int maxConnections, @Nullable TrustOptions trust) {
    var options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_1_1)
            .setConnectTimeout(Math.toIntExact(CONNECT_TIMEOUT.toMillis()))
            .setSslHandshakeTimeout(CONNECT_TIMEOUT.toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setVerifyHost(true)
            .setKeepAlive(true)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setTcpKeepAlive(true)
            .setMaxHeaderSize(MAX_HEADER_BYTES);
    if (trust != null) {
      options.setTrustOptions(trust);
    }
    client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(maxConnections));
  }

  /**
   * A request to a backend.
   *
   * @param model the model asked for, as messages name it
   * @param target path with query
   * @param headers without {@code host} and {@code content-length}
   */
  record Post(String model, Backend backend, String target, Headers headers, byte[] body) {
    RouterException failed(Fault fault, String what) {
      return new RouterException(
          fault, "model \"%s\": backend \"%s\" %s".formatted(model, backend.name(), what));
    }
  }

  /**
   * Sends a request and waits for the head of its reply.
   *
   * @param context the event loop to do it on
   * @param limit of the connection and the head together
   * @param idle how long each piece of the reply may take
   * @throws Unanswered when no head comes
   * @throws RouterException {@code CANCELLED}
   */
  ChatReply send(Context context, Post post, Limit limit, Duration idle) throws Unanswered {
    var request = connect(context, post, limit);
    var body = new BackendBody(request, post, idle);
    var head = new CompletableFuture<ChatReply>();
    context.runOnContext(now ->
        request
            .send(Buffer.buffer(post.body()))
            .onSuccess(response -> {
              body.attach(response);
              head.complete(
                  new ChatReply(
                      response.statusCode(),
                      EndToEndHeaders.received(response.headers()),
                      HeaderEdits.NONE,
                      body));
            })
            .onFailure(head::completeExceptionally));
    boolean answered = false;
    try {
      var reply = head.get(limit.until().remainingNanos(), TimeUnit.NANOSECONDS);
      answered = true;
      return reply;
    } catch (ExecutionException broken) {
      throw new Unanswered(
          Trouble.RESET, post.failed(Fault.UPSTREAM, "broke off before it answered"));
    } catch (TimeoutException late) {
      throw late(post, limit);
    } catch (InterruptedException stopped) {
      throw cancelled();
    } finally {
      if (!answered) {
        request.reset(CANCEL);
      }
    }
  }

  /**
   * Asks a backend whether it works.
   *
   * @return whether it answered with a success
   */
  Future<Boolean> probe(Backend backend, String path, Duration timeout) {
    long millis = Math.max(1, timeout.toMillis());
    try {
      return client
          .request(
              options(
                      backend,
                      HttpMethod.GET,
                      path,
                      Headers.NONE.with(backend.access().configured()))
                  .setTimeout(millis))
          .compose(HttpClientRequest::send)
          .compose(response -> response.end().map(end -> response.statusCode() / 100 == 2))
          .timeout(millis, TimeUnit.MILLISECONDS);
    } catch (RuntimeException refused) {
      return Future.succeededFuture(false);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  /** The client of the gateway went away; the thread stays interrupted. */
  static RouterException cancelled() {
    Thread.currentThread().interrupt();
    return new RouterException(Fault.CANCELLED, "the client went away");
  }

  private HttpClientRequest connect(Context context, Post post, Limit limit) throws Unanswered {
    var opened = new CompletableFuture<HttpClientRequest>();
    var options = options(post.backend(), HttpMethod.POST, post.target(), post.headers());
    context.runOnContext(now -> open(options, opened));
    boolean used = false;
    try {
      long left = limit.until().remainingNanos();
      var request = opened.get(Math.min(left, 2 * CONNECT_TIMEOUT.toNanos()), TimeUnit.NANOSECONDS);
      // Told by the reply as well; unheard here, it would be logged with bytes of the backend.
      request.exceptionHandler(broken -> {});
      request.connection().exceptionHandler(broken -> {});
      used = true;
      return request;
    } catch (ExecutionException refused) {
      throw unreachable(post, refused.getCause() instanceof SSLException);
    } catch (TimeoutException late) {
      throw limit.until().passed() ? late(post, limit) : unreachable(post, false);
    } catch (InterruptedException stopped) {
      throw cancelled();
    } finally {
      if (!used) {
        var _ = opened.thenAccept(request -> request.reset(CANCEL));
      }
    }
  }

  private static Unanswered unreachable(Post post, boolean tls) {
    var what = tls ? "cannot be reached: TLS was not agreed on" : "cannot be reached";
    return new Unanswered(Trouble.CONNECT, post.failed(Fault.UPSTREAM, what));
  }

  private static Unanswered late(Post post, Limit limit) {
    var what = "did not answer within %d ms".formatted(limit.configured().toMillis());
    return new Unanswered(Trouble.TIMEOUT, post.failed(Fault.TIMEOUT, what));
  }

  private void open(RequestOptions options, CompletableFuture<HttpClientRequest> opened) {
    try {
      client.request(options).onSuccess(opened::complete).onFailure(opened::completeExceptionally);
    } catch (RuntimeException refused) {
      // An address that is none; nobody waits on the event loop to hear about it.
      opened.completeExceptionally(refused);
    }
  }

  private static RequestOptions options(
      Backend backend, HttpMethod method, String target, Headers headers) {
    var address = backend.address();
    var options =
        new RequestOptions()
            .setMethod(method)
            .setHost(address.host().indexOf(':') < 0 ? address.host() : "[" + address.host() + "]")
            .setPort(address.port())
            .setSsl(address.tls())
            .setURI(target)
            .setConnectTimeout(CONNECT_TIMEOUT.toMillis());
    for (var field : headers.fields()) {
      options.addHeader(field.name(), field.value());
    }
    return options.putHeader("host", address.authority());
  }
}
