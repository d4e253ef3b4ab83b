package io.signalbox.server.extproc;

import io.signalbox.extproc.wire.ProcessingRequest;
import org.jspecify.annotations.Nullable;

/** The last phase of a stream: answers what still comes when nothing is waited for any more. */
sealed interface Rest {
  /**
   * Answers a message.
   *
   * @throws io.signalbox.chat.RouterException when it comes out of order
   */
  void take(ProcessingRequest message);

  /** Whether the proxy holds what must not go on, so that an end of ours must be an error. */
  default boolean withholds() {
    return false;
  }

  /** The exchange passes as it is. */
  record Passing(Passage passage) implements Rest {
    @Override
    public void take(ProcessingRequest message) {
      passage.answer(message);
    }
  }

  /** A reply opened the stream: a request behind it has not been judged and must not pass. */
  record Unjudged(Passage passage) implements Rest {
    @Override
    public void take(ProcessingRequest message) {
      if (message.hasRequestBody()) {
        throw OutOfOrder.of(message);
      }
      passage.answer(message);
    }
  }

  /**
   * The request was sent on.
   *
   * @param reply what was answered of the reply; null when nothing was
   */
  record SentOn(RequestFlow flow, @Nullable EnvoyReply reply, Passage passage) implements Rest {
    @Override
    public void take(ProcessingRequest message) {
      if (message.hasRequestBody() || message.hasRequestTrailers()) {
        flow.behind(message);
      } else if (reply == null || message.hasRequestHeaders()) {
        passage.answer(message);
      } else {
        reply.behind(message);
      }
    }
  }

  /** The proxy has answered its client itself: what comes of the request goes nowhere. */
  record Overtaken(RequestFlow flow, Passage passage) implements Rest {
    @Override
    public void take(ProcessingRequest message) {
      if (message.hasRequestBody() || message.hasRequestTrailers()) {
        flow.discard(message);
      } else {
        passage.answer(message);
      }
    }

    @Override
    public boolean withholds() {
      return true;
    }
  }

  /**
   * The client has its answer: the proxy waits for nothing behind an immediate response.
   *
   * @param withholds whether something was withheld before
   */
  record Answered(boolean withholds) implements Rest {
    @Override
    public void take(ProcessingRequest message) {}
  }
}
