package io.signalbox.server.door;

import io.signalbox.chat.HeaderEdits;

/** Request headers that are the router's own business and never reach a backend. */
public final class InternalHeaders {
  public static final HeaderEdits REMOVED =
      HeaderEdits.NONE
          .remove("x-vsr-internal-auth")
          .remove("x-vsr-looper-request")
          .remove("x-vsr-looper-iteration")
          .remove("x-vsr-looper-decision")
          .remove("x-vsr-fusion-depth")
          .remove("x-vsr-selected-recipe")
          .remove("x-vsr-debug");

  private InternalHeaders() {}
}
