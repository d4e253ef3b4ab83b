package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One watch of a client: a web socket that is sent the changes of the objects it asked for. */
final class WatchStream extends WebSocketListener {
  private final Watches watches;
  private final String storage;
  private final Selector wanted;
  private final UnaryOperator<ObjectNode> view;
  private final String from;
  private @Nullable WebSocket socket;

  /**
   * A watch.
   *
   * @param from the version after which changes are wanted; empty or 0: what is there comes first
   * @param view an object as this client sees it, which depends on the version of the kind
   */
  WatchStream(
      Watches watches,
      String storage,
      Selector wanted,
      UnaryOperator<ObjectNode> view,
      String from) {
    this.watches = watches;
    this.storage = storage;
    this.wanted = wanted;
    this.view = view;
    this.from = from;
  }

  String storage() {
    return storage;
  }

  Selector wanted() {
    return wanted;
  }

  String from() {
    return from;
  }

  @Override
  public void onOpen(WebSocket opened, Response response) {
    socket = opened;
    watches.opened(this);
  }

  @Override
  public void onClosing(WebSocket closing, int code, String reason) {
    watches.closed(this);
    closing.close(1000, "");
  }

  @Override
  public void onClosed(WebSocket closed, int code, String reason) {
    watches.closed(this);
  }

  @Override
  public void onFailure(WebSocket failed, Throwable failure, Response response) {
    watches.closed(this);
  }

  /** Sends what a change means to this watch: an object may come into its selection, or leave it. */
  void send(ApiStore.Change change) {
    if (!change.storage().equals(storage)) {
      return;
    }
    var before = change.before();
    var after = change.after();
    boolean was = before != null && wanted.test(before);
    boolean is = after != null && wanted.test(after);
    if (is && after != null) {
      send(was ? "MODIFIED" : "ADDED", view.apply(after));
    } else if (was && before != null) {
      send("DELETED", view.apply(gone(before, change.version())));
    }
  }

  private static ObjectNode gone(ObjectNode before, long version) {
    var last = before.deepCopy();
    Json.object(last, "metadata").put("resourceVersion", Long.toString(version));
    return last;
  }

  void sendAdded(ObjectNode object) {
    send("ADDED", view.apply(object));
  }

  void send(String type, JsonNode object) {
    if (socket != null) {
      var event = JsonNodeFactory.instance.objectNode().put("type", type);
      event.set("object", object);
      socket.send(Json.text(event));
    }
  }

  /** Ends it as a server does whose time for a watch is over. */
  void close() {
    if (socket != null) {
      socket.close(1000, "");
    }
  }
}
