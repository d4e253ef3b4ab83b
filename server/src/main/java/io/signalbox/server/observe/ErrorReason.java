package io.signalbox.server.observe;

import io.signalbox.chat.Fault;
import io.signalbox.engine.RouterEvents.Ending;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code llm_request_errors_total} calls the ways in which calls end badly. */
final class ErrorReason {
  private ErrorReason() {}

  /** The reason why a reply did not end well; null when it did. */
  static @Nullable String of(Ending ending) {
    var error = ending.error();
    if (error != null) {
      return of(error.fault());
    }
    if (ending.status() >= 500) {
      return "upstream_5xx";
    }
    if (ending.status() >= 400) {
      return "upstream_4xx";
    }
    // Status 0 is a reply that the proxy does not show, which is no fault.
    return ending.complete() || ending.status() == 0 ? null : "cancelled";
  }

  /** The reason that a fault is. */
  static String of(Fault fault) {
    return switch (fault) {
      case BAD_REQUEST -> "parse_error";
      case NO_MODEL -> "model_not_found";
      case UPSTREAM -> "upstream_5xx";
      case TIMEOUT -> "timeout";
      default -> fault.name().toLowerCase(Locale.ROOT);
    };
  }
}
