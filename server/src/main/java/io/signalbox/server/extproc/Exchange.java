package io.signalbox.server.extproc;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Protocol;
import io.signalbox.engine.Trust;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known by now of the request of a stream. It grows as the proxy shows more, and is what a
 * refusal speaks of, whenever that comes.
 */
final class Exchange {
  private final Duration patience;
  private Call call;
  private Protocol protocol;
  private String target = "";
  private HeaderEdits withheld = HeaderEdits.NONE;
  private @Nullable String askedFor;

  /**
   * Nothing is shown yet.
   *
   * @param likely the protocol that refusals are told in as long as the request tells none
   * @param patience from the whole request to the first byte sent upstream
   */
  Exchange(Protocol likely, Duration patience) {
    this.patience = patience;
    this.protocol = likely;
    this.call = call(Headers.NONE);
  }

  private Call call(Headers headers) {
    var id = headers.first("x-request-id");
    return new Call(
        id == null || id.isBlank() ? UUID.randomUUID().toString() : id,
        headers,
        Deadline.after(patience));
  }

  /** The path with its query was shown. */
  void shown(String path) {
    target = path;
  }

  /** The headers were shown, of which some are not believed and some go no further. */
  void shown(Headers headers, Trust trust) {
    call = call(trust.believed(headers));
    withheld = trust.withheld(headers);
  }

  /** The path tells a protocol. */
  void speaks(Protocol spoken) {
    protocol = spoken;
  }

  /** The whole body is here: the time a slow client took for it is not the decision's. */
  void whole() {
    call = call.withDeadline(Deadline.after(patience));
  }

  /** The body was read. */
  void asks(ChatRequest request) {
    protocol = request.source().protocol();
    askedFor = request.model();
  }

  /** Who asks; without headers where none are shown. */
  Call call() {
    return call;
  }

  /** The length that the headers tell of the body, or null. */
  @Nullable String length() {
    return call.headers().first("content-length");
  }

  /** The protocol that the client speaks, or likely speaks. */
  Protocol protocol() {
    return protocol;
  }

  /** The client's path with query; empty where it is not shown. */
  String target() {
    return target;
  }

  /** What of the headers goes no further. */
  HeaderEdits withheld() {
    return withheld;
  }

  /** The model that the request asks for; null until its body was read. */
  @Nullable String askedFor() {
    return askedFor;
  }
}
