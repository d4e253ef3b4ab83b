package io.signalbox.server.extproc;

import com.google.protobuf.ByteString;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.server.door.Budget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Holds the bytes of a request body while they come in, up to the limit of one call. */
final class Intake implements AutoCloseable {
  private final int maxBytes;
  private final Budget budget;
  private long held;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /**
   * @param maxBytes the limit of this call
   * @param budget what all calls share
   */
  Intake(int maxBytes, Budget budget) {
    this.maxBytes = maxBytes;
    this.budget = budget;
  }

  /**
   * Takes in a piece; every byte of a request body that is kept passes here.
   *
   * @throws RouterException {@code TOO_LARGE} when there are now more bytes than allowed, {@code
   *     OVERLOADED} when all calls together hold too many
   */
  void take(ByteString piece) {
    checkSize(body.size() + (long) piece.size());
    if (!budget.hold(piece.size())) {
      throw Budget.tooManyBytes();
    }
    held += piece.size();
    try {
      piece.writeTo(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Refuses a body of so many bytes when it is over the limit. */
  void checkSize(long bytes) {
    if (bytes > maxBytes) {
      throw new RouterException(
          Fault.TOO_LARGE,
          "request body too large (expected: at most %d bytes)".formatted(maxBytes));
    }
  }

  /** Gives back the room that the body took. */
  @Override
  public void close() {
    budget.release(held);
    held = 0;
  }

  int size() {
    return body.size();
  }

  byte[] bytes() {
    return body.toByteArray();
  }
}
