package io.signalbox.simulator;

import java.util.List;

/** The shape of OpenAI's responses. */
record ResponseFormat() implements ReplyFormat {
  @Override
  public boolean tellsReasoning() {
    return true;
  }

  @Override
  public ReplyDocument document(
      CompletionCall call, List<Answer> answers, String id, long createdSeconds) {
    return new ResponseDocument(call, answers.getFirst(), id, createdSeconds);
  }
}
