package io.signalbox.server.extproc;

import com.google.protobuf.ByteString;
import io.signalbox.chat.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of an HTTP exchange.
 *
 * @param reason what the proxy says about it; empty when all went well
 * @param upstream what reached a backend, or null
 * @param client what the client saw, or null when it saw nothing
 * @param faults what the server did that this proxy ignores or punishes
 */
record Outcome(
    Verdict verdict,
    String reason,
    @Nullable Request upstream,
    @Nullable Reply client,
    List<String> faults) {
  /** How the proxy took the server's answers. */
  enum Verdict {
    ACCEPTED,
    /** Header changes were left out. */
    PARTLY_REFUSED,
    REFUSED,
    TIMED_OUT,
    HUNG,
    /** The reply broke off. */
    CUT,
    CLIENT_GONE
  }

  /** A request as it reached a backend; complete when its end did. */
  record Request(
      String method,
      String path,
      @Nullable String routedBy,
      List<Header> headers,
      ByteString body,
      List<Header> trailers,
      boolean complete) {}

  /** A reply as it reached the client. */
  record Reply(
      int status, List<Header> headers, ByteString body, List<Header> trailers, int pieces) {}
}
