package io.signalbox.server.gateway;

import io.signalbox.chat.ReplyBody;
import org.jspecify.annotations.Nullable;

/** A backend's reply body that gives the backend back at its end. */
record LeasedBody(ReplyBody body, BackendPool.Lease lease) implements ReplyBody {
  @Override
  public byte @Nullable [] next() {
    var piece = body.next();
    if (piece == null) {
      lease.close();
    }
    return piece;
  }

  @Override
  public void close() {
    body.close();
    lease.close();
  }
}
