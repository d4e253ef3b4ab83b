package io.signalbox.server.extproc;

import io.signalbox.chat.HeaderEdits;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.server.door.Announced;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request as one body mode shows it, and the answers that this mode takes. One implementation a
 * mode; each is total over the kinds of request messages, before and after the request was sent on.
 */
interface RequestFlow {
  /** Answers the request's headers, unless the mode lets them wait until the body is here. */
  void begin();

  /**
   * Waits for the body.
   *
   * @param opening a body message that is already here, or null
   */
  Shown collect(@Nullable ProcessingRequest opening);

  /** Whether the headers wait for {@link #send}; if not, changes of them are lost. */
  boolean holdsHeaders();

  /** Sends the request on with this body, which may be the one that was shown. */
  void send(byte[] body, HeaderEdits edits);

  /**
   * Answers a message, other than headers, of a request that was sent on.
   *
   * @throws io.signalbox.chat.RouterException when the message changes what the request was
   */
  void behind(ProcessingRequest message);

  /** Answers a message of a request that is not ours to send on any more: its bytes go nowhere. */
  void discard(ProcessingRequest message);

  /** What came of waiting for a body. */
  sealed interface Shown {
    /** The whole body. */
    record Whole(byte[] body) implements Shown {}

    /** The beginning of a body whose rest goes on unseen. */
    record Cut(byte[] beginning) implements Shown {}

    /**
     * Something else instead: the proxy has answered its client itself, or is confused.
     *
     * @param message what came; null when the proxy sends no more
     */
    record Overtaken(@Nullable ProcessingRequest message) implements Shown {}
  }

  /**
   * What all modes need.
   *
   * @param channel the proxy
   * @param waiting how long for the next message
   * @param intake where the bytes go
   * @param length the body's length as the headers tell it, or null
   * @param headersShown whether the headers were shown; if not, they have left long ago
   * @param withheld what of the headers goes no further
   * @param clearRouteCache whether the proxy is to choose its route anew
   */
  record Request(
      ProxyChannel channel,
      Duration waiting,
      Intake intake,
      @Nullable String length,
      boolean headersShown,
      HeaderEdits withheld,
      boolean clearRouteCache) {
    @Nullable ProcessingRequest receive() {
      return channel.receive(waiting);
    }

    /** The length that the headers announce; 0 when they do not. */
    long announced() {
      return Announced.length(length);
    }

    /**
     * Whether the headers announce a length, which must then stay right. Where they do not, a
     * length would keep HTTP trailers from going on.
     */
    boolean sized() {
      return length != null;
    }

    /** Whether the length that was announced is here. */
    boolean full() {
      return announced() > 0 && intake.size() >= announced();
    }
  }

  /** The flow of a mode that shows bodies. */
  static RequestFlow of(Modes modes, Request request) {
    return switch (modes.request()) {
      case STREAMED -> new StreamedRequest(request);
      case FULL_DUPLEX_STREAMED -> new DuplexRequest(request);
      case BUFFERED_PARTIAL -> new BufferedRequest(request, true);
      case BUFFERED, NONE, GRPC, UNRECOGNIZED -> new BufferedRequest(request, false);
    };
  }
}
