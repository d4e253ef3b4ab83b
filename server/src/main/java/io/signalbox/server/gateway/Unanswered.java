package io.signalbox.server.gateway;

import io.signalbox.chat.RouterException;
import io.signalbox.fleet.Reliability.Trouble;

/** A try that ended without the head of a reply. */
final class Unanswered extends Exception {
  private final Trouble trouble;
  private final RouterException error;

  /**
   * @param error what the client is told when nobody else is tried
   */
  Unanswered(Trouble trouble, RouterException error) {
    super(error);
    this.trouble = trouble;
    this.error = error;
  }

  Trouble trouble() {
    return trouble;
  }

  RouterException error() {
    return error;
  }
}
