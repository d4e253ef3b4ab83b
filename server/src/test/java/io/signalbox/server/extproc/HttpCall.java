package io.signalbox.server.extproc;

import com.google.protobuf.ByteString;
import io.signalbox.chat.Header;
import java.util.List;

/**
 * What an HTTP client sends to a proxy.
 *
 * @param headers without pseudo headers and host; {@code content-length} when the client tells it
 * @param bodiless whether nothing follows the headers
 * @param pieces the body as it leaves the client
 * @param endsOnLast whether the proxy sees the end with the last piece, not after it
 * @param trailers empty when there are none
 * @param departure when the client goes away
 */
record HttpCall(
    String method,
    String path,
    List<Header> headers,
    boolean bodiless,
    List<ByteString> pieces,
    boolean endsOnLast,
    List<Header> trailers,
    Departure departure) {
  /** When a client goes away without waiting for the end of the reply. */
  enum Departure {
    NEVER,
    /** After the pieces, before the end of the request. */
    IN_REQUEST,
    /** After the whole request, before the reply. */
    BEFORE_REPLY,
    /** After the first bytes of the reply's body. */
    IN_REPLY
  }

  /** A whole call with a body of known length. */
  static HttpCall post(String path, List<Header> headers, List<ByteString> pieces) {
    return new HttpCall("POST", path, headers, false, pieces, false, List.of(), Departure.NEVER);
  }

  ByteString body() {
    return pieces.stream().reduce(ByteString.EMPTY, ByteString::concat);
  }

  HttpCall with(List<ByteString> otherPieces, boolean end) {
    return new HttpCall(method, path, headers, bodiless, otherPieces, end, trailers, departure);
  }
}
