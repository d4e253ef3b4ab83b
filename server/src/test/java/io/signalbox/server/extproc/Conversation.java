package io.signalbox.server.extproc;

import io.signalbox.extproc.wire.ProcessingResponse;
import io.signalbox.server.extproc.Outcome.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * A session's conversation with a proxy, once it is over.
 *
 * @param shapes answers in a form that not every proxy reads
 * @param defects all that the session did wrong; empty when nothing
 */
record Conversation(Outcome outcome, List<String> shapes, List<String> defects) {
  /**
   * Judges a conversation that a session has left.
   *
   * @param well whether the server ended the stream without an error
   */
  static Conversation of(Emulator emulator, boolean well) {
    var defects = new ArrayList<String>();
    var outcome = emulator.finish(well);
    var shapes = new ArrayList<String>();
    for (var entry : emulator.log()) {
      if (entry instanceof ProcessingResponse answer) {
        shapes.addAll(AnswerShape.defects(answer));
      }
    }
    defects.addAll(outcome.faults());
    defects.addAll(shapes);
    switch (outcome.verdict()) {
      case REFUSED -> {
        if (!emulator.failsByItself()) {
          defects.add("refused: " + outcome.reason());
        }
      }
      case TIMED_OUT, HUNG -> defects.add("hangs: " + outcome.reason());
      case PARTLY_REFUSED -> defects.add("header changes refused");
      case CUT -> {
        if (!emulator.reply.aborts()
            && emulator.response.showsHeaders
            && emulator.request.showsHeaders) {
          defects.add("reply cut");
        }
      }
      case ACCEPTED, CLIENT_GONE -> {}
    }
    if (outcome.verdict() != Verdict.CLIENT_GONE && emulator.strikes() > 0) {
      defects.add("both sides wait for each other");
    }
    return new Conversation(outcome, shapes, defects);
  }
}
