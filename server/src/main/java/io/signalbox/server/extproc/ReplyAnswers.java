package io.signalbox.server.extproc;

import com.google.protobuf.ByteString;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.RouterException;

/** The answers to a reply's body that one mode takes; one implementation a mode. */
sealed interface ReplyAnswers {
  /** Whether the proxy shows the body only once the head is answered. */
  boolean bodyBehindHead();

  /** Whether answers need not keep step with messages, and the end may be sent at any time. */
  boolean endsAtWill();

  /**
   * Deals with a message whose bytes the chain takes before it says anything of the reply. One that
   * is not the last is not answered again.
   */
  void hold(ByteString shown, boolean last);

  /**
   * Answers a message.
   *
   * @param shown its bytes
   * @param produced what the chain made of them, and of those held before
   * @param last whether the body that is sent on ends here
   */
  void answer(ByteString shown, ByteString produced, boolean last);

  /** Answers a body message that comes when the body should have ended. */
  void behind(ByteString shown);

  /** Answers the trailers behind a body. */
  void trailers();

  /**
   * BUFFERED and BUFFERED_PARTIAL: head and body are held, the body comes in one message, and its
   * answer may still change the head. In NONE, no message comes.
   */
  final class Whole implements ReplyAnswers {
    private final ProxyChannel channel;
    private final boolean headShown;
    private final boolean sized;
    private HeaderEdits late = HeaderEdits.NONE;
    private boolean cut;

    /**
     * @param headShown whether the head was shown; if not, it cannot be changed
     * @param sized whether the head announces the body's length, which must then stay right; where
     *     it does not, a length would keep HTTP trailers from going on
     */
    Whole(ProxyChannel channel, boolean headShown, boolean sized) {
      this.channel = channel;
      this.headShown = headShown;
      this.sized = sized;
    }

    /** Changes of the head that go with the body's answer. */
    void late(HeaderEdits edits) {
      late = edits;
    }

    /** Tells whether the message shows only the beginning; the rest then goes on unseen. */
    void cut(boolean beginningOnly) {
      cut = beginningOnly;
    }

    @Override
    public boolean bodyBehindHead() {
      return true;
    }

    @Override
    public boolean endsAtWill() {
      return false;
    }

    @Override
    public void hold(ByteString shown, boolean last) {
      if (cut) {
        throw beginningOnly();
      }
    }

    @Override
    public void answer(ByteString shown, ByteString produced, boolean last) {
      var common = headShown ? Answers.common(late, false) : Answers.nothing();
      if (!shown.equals(produced)) {
        if (cut) {
          throw beginningOnly();
        }
        if (sized) {
          Answers.sized(common, produced);
        } else {
          common.setBodyMutation(Answers.body(produced));
        }
      }
      channel.send(Answers.responseBody(common));
    }

    @Override
    public void behind(ByteString shown) {
      channel.send(Answers.responseBody(Answers.nothing()));
    }

    @Override
    public void trailers() {
      channel.send(Answers.responseTrailers());
    }

    private static RouterException beginningOnly() {
      return new RouterException(
          Fault.UPSTREAM,
          "the proxy shows only the beginning of the reply: response_body_mode BUFFERED_PARTIAL"
              + " (expected: BUFFERED, STREAMED or FULL_DUPLEX_STREAMED)");
    }
  }

  /** STREAMED: every message has one answer, at once; a piece that is held is swallowed. */
  final class Chunks implements ReplyAnswers {
    private final ProxyChannel channel;
    private boolean changed;

    Chunks(ProxyChannel channel) {
      this.channel = channel;
    }

    @Override
    public boolean bodyBehindHead() {
      return true;
    }

    @Override
    public boolean endsAtWill() {
      return false;
    }

    @Override
    public void hold(ByteString shown, boolean last) {
      if (!last) {
        answer(shown, ByteString.EMPTY, false);
      }
    }

    @Override
    public void answer(ByteString shown, ByteString produced, boolean last) {
      var common = Answers.nothing();
      if (!shown.equals(produced)) {
        changed = true;
        common.setBodyMutation(Answers.body(produced));
      }
      channel.send(Answers.responseBody(common));
    }

    @Override
    public void behind(ByteString shown) {
      answer(shown, changed ? ByteString.EMPTY : shown, true);
    }

    @Override
    public void trailers() {
      channel.send(Answers.responseTrailers());
    }
  }

  /** FULL_DUPLEX_STREAMED: pieces in any number, independent of what was shown, then one end. */
  final class Pieces implements ReplyAnswers {
    private final ProxyChannel channel;
    private final boolean overridden;

    /**
     * @param overridden whether only an override of ours has the proxy take pieces. One that
     *     ignored it waits for a piece that ends the body, trailers or not; one that took it takes
     *     that, too
     */
    Pieces(ProxyChannel channel, boolean overridden) {
      this.channel = channel;
      this.overridden = overridden;
    }

    @Override
    public boolean bodyBehindHead() {
      return false;
    }

    @Override
    public boolean endsAtWill() {
      return true;
    }

    @Override
    public void hold(ByteString shown, boolean last) {}

    @Override
    public void answer(ByteString shown, ByteString produced, boolean last) {
      if (!produced.isEmpty() || last) {
        Answers.pieces(produced, last, piece -> channel.send(Answers.responseBody(piece)));
      }
    }

    @Override
    public void behind(ByteString shown) {}

    @Override
    public void trailers() {
      if (overridden) {
        answer(ByteString.EMPTY, ByteString.EMPTY, true);
      } else {
        channel.send(Answers.responseTrailers());
      }
    }
  }
}
