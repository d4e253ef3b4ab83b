package io.signalbox.parts.cache;

import io.signalbox.chat.ReplyBody;
import org.jspecify.annotations.Nullable;

/** Passes a body on untouched; once all of it was delivered, it is handed over to be kept. */
final class TapedBody implements ReplyBody {
  private final ReplyBody body;
  private final AnswerTape tape;
  private final Keeping keeping;
  private boolean over;

  TapedBody(ReplyBody body, int maxBytes, Keeping keeping) {
    this.body = body;
    this.tape = new AnswerTape(maxBytes);
    this.keeping = keeping;
  }

  @Override
  public byte @Nullable [] next() {
    var chunk = pulled();
    if (chunk == null) {
      if (!over) {
        over = true;
        keeping.delivered(tape);
      }
    } else {
      tape.take(chunk);
    }
    return chunk;
  }

  private byte @Nullable [] pulled() {
    boolean whole = false;
    try {
      var chunk = body.next();
      whole = true;
      return chunk;
    } finally {
      if (!whole) {
        drop("broken");
      }
    }
  }

  @Override
  public boolean readableBeforeHead() {
    return body.readableBeforeHead();
  }

  @Override
  public void close() {
    try {
      body.close();
    } finally {
      drop("left");
    }
  }

  private void drop(String reason) {
    if (!over) {
      over = true;
      keeping.dropped(reason);
    }
  }
}
