package io.signalbox.simulator;

import java.util.List;

/** The shape of the answers that an endpoint gives. */
interface ReplyFormat {
  /** Whether thoughts are told beside the answer. */
  boolean tellsReasoning();

  /**
   * The document of one call.
   *
   * @param id without its prefix
   */
  ReplyDocument document(CompletionCall call, List<Answer> answers, String id, long createdSeconds);
}
