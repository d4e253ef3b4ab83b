package io.signalbox.simulator;

import java.util.Map;

/** Sees each completion request as it arrived, before it is parsed or judged. */
@FunctionalInterface
public interface RequestObserver {
  /** An observer that looks away. */
  RequestObserver NONE = (path, headers, body) -> {};

  /**
   * Called on the event loop, once per request, when its body is complete; it must not block.
   *
   * @param headers by lower-case name; the values of a repeated header joined by {@code ", "}
   * @param body the exact bytes; the observer may keep them
   */
  void arrived(String path, Map<String, String> headers, byte[] body);
}
