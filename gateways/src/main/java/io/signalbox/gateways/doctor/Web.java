package io.signalbox.gateways.doctor;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks one HTTP server. */
interface Web {
  /** Where it is, for people. */
  String place();

  /**
   * Sends a request and waits for the whole answer, at most as long as the doctor has patience.
   *
   * @param path begins with a slash
   * @param body null for a {@code GET}, else JSON for a {@code POST}
   * @throws UnreachableException when there is no answer
   */
  Reply ask(String path, Map<String, String> headers, @Nullable String body)
      throws UnreachableException;

  /**
   * An answer.
   *
   * @param headers by name, in any case
   */
  record Reply(int status, Map<String, String> headers, String body) {
    public Reply {
      var sorted = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
      sorted.putAll(headers);
      headers = sorted;
    }

    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }
  }

  /** There is no answer; the message tells why. */
  final class UnreachableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreachableException(String message) {
      super(message);
    }
  }
}
