package io.signalbox.server.door;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.ReplyHeaders;

/** Error replies of the router's own. */
public final class Errors {
  private Errors() {}

  /** The error in the caller's protocol, marked as the router's. */
  public static ChatReply reply(Protocol protocol, RouterException error) {
    return protocol.error(error).withEdits(ReplyHeaders.path(path(error.fault())));
  }

  private static String path(Fault fault) {
    return switch (fault) {
      case BLOCKED, CUT -> "blocked";
      case RATE_LIMITED -> "rate_limited";
      default -> "error";
    };
  }
}
