package io.signalbox.server.extproc;

import com.google.protobuf.ByteString;
import io.signalbox.chat.Header;
import java.util.List;

/**
 * What a backend answers.
 *
 * @param bodiless whether nothing follows the headers
 * @param endsOnLast whether the proxy sees the end with the last piece, not after it
 * @param trailers empty when there are none
 * @param aborts whether the connection breaks after the pieces
 * @param early whether it answers as soon as it has the request's headers
 */
record UpstreamReply(
    int status,
    List<Header> headers,
    boolean bodiless,
    List<ByteString> pieces,
    boolean endsOnLast,
    List<Header> trailers,
    boolean aborts,
    boolean early) {
  ByteString body() {
    return pieces.stream().reduce(ByteString.EMPTY, ByteString::concat);
  }
}
