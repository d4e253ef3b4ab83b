package io.signalbox.server.gateway;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.RouterException;
import io.signalbox.fleet.Backend;
import io.vertx.core.Context;
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

  /** The backend took no connection; nothing was sent. */
  static final class Unreachable extends Exception {
    Unreachable(@Nullable Throwable cause) {
      super("unreachable", cause);
    }
  }

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
   * @param firstByte how long the head may take once there is a connection
   * @param idle how long each piece of the reply may take
   * @throws Unreachable when there is no connection
   * @throws RouterException {@code UPSTREAM}, {@code TIMEOUT} or {@code CANCELLED}
   */
  ChatReply send(Context context, Post post, Duration firstByte, Duration idle) throws Unreachable {
    var request = connect(context, post);
    var deadline = Deadline.after(firstByte);
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
      var reply = head.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
      answered = true;
      return reply;
    } catch (ExecutionException broken) {
      throw post.failed(Fault.UPSTREAM, "broke off before it answered");
    } catch (TimeoutException late) {
      throw post.failed(
          Fault.TIMEOUT, "did not answer within %d ms".formatted(firstByte.toMillis()));
    } catch (InterruptedException stopped) {
      throw cancelled();
    } finally {
      if (!answered) {
        request.reset(CANCEL);
      }
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

  private HttpClientRequest connect(Context context, Post post) throws Unreachable {
    var opened = new CompletableFuture<HttpClientRequest>();
    var options = options(post);
    context.runOnContext(now -> open(options, opened));
    boolean used = false;
    try {
      var request = opened.get(2 * CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      // Told by the reply as well; unheard here, it would be logged with bytes of the backend.
      request.exceptionHandler(broken -> {});
      request.connection().exceptionHandler(broken -> {});
      used = true;
      return request;
    } catch (ExecutionException refused) {
      throw new Unreachable(refused.getCause());
    } catch (TimeoutException late) {
      throw new Unreachable(late);
    } catch (InterruptedException stopped) {
      throw cancelled();
    } finally {
      if (!used) {
        var _ = opened.thenAccept(request -> request.reset(CANCEL));
      }
    }
  }

  private void open(RequestOptions options, CompletableFuture<HttpClientRequest> opened) {
    try {
      client.request(options).onSuccess(opened::complete).onFailure(opened::completeExceptionally);
    } catch (RuntimeException refused) {
      // An address that is none; nobody waits on the event loop to hear about it.
      opened.completeExceptionally(refused);
    }
  }

  private static RequestOptions options(Post post) {
    var address = post.backend().address();
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(address.host().indexOf(':') < 0 ? address.host() : "[" + address.host() + "]")
            .setPort(address.port())
            .setSsl(address.tls())
            .setURI(post.target())
            .setConnectTimeout(CONNECT_TIMEOUT.toMillis());
    for (var field : post.headers().fields()) {
      options.addHeader(field.name(), field.value());
    }
    return options.putHeader("host", address.authority());
  }
}
