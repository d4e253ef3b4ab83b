package io.signalbox.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of one call's answers: the whole of it, or chunk by chunk. */
final class AnswerDocument {
  private final CompletionCall call;
  private final List<Answer> answers;
  private final String id;
  private final long createdSeconds;

  AnswerDocument(CompletionCall call, List<Answer> answers, String id, long createdSeconds) {
    this.call = call;
    this.answers = answers;
    this.id = call.format().idPrefix() + id;
    this.createdSeconds = createdSeconds;
  }

  ObjectNode whole() {
    ObjectNode document = envelope(call.format().wholeObject());
    for (Answer answer : answers) {
      ObjectNode choice = document.withArray("choices").addObject().put("index", answer.index());
      call.format().whole(choice, answer);
      choice.putNull("logprobs").put("finish_reason", answer.finishReason());
    }
    document.set("usage", usage());
    return document;
  }

  @Nullable ObjectNode opening(Answer answer) {
    ObjectNode chunk = chunk();
    ObjectNode choice = choice(chunk, answer);
    if (!call.format().opening(choice)) {
      return null;
    }
    choice.putNull("finish_reason");
    return chunk;
  }

  ObjectNode delta(Answer answer, int token) {
    ObjectNode chunk = chunk();
    ObjectNode choice = choice(chunk, answer);
    call.format().delta(choice, answer, token);
    choice.putNull("finish_reason");
    return chunk;
  }

  ObjectNode closing(Answer answer) {
    ObjectNode chunk = chunk();
    ObjectNode choice = choice(chunk, answer);
    call.format().closing(choice);
    choice.put("finish_reason", answer.finishReason());
    return chunk;
  }

  ObjectNode usageChunk() {
    ObjectNode chunk = chunk();
    chunk.set("usage", usage());
    return chunk;
  }

  private static ObjectNode choice(ObjectNode chunk, Answer answer) {
    return chunk.withArray("choices").addObject().put("index", answer.index());
  }

  /** Where usage is asked for, every chunk has the field and only the last one fills it. */
  private ObjectNode chunk() {
    ObjectNode chunk = envelope(call.format().chunkObject());
    if (call.includesUsage()) {
      chunk.putNull("usage");
    }
    return chunk;
  }

  private ObjectNode envelope(String object) {
    ObjectNode envelope =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", id)
            .put("object", object)
            .put("created", createdSeconds)
            .put("model", call.model());
    envelope.putArray("choices");
    return envelope;
  }

  private ObjectNode usage() {
    int completion = answers.stream().mapToInt(answer -> answer.tokens().size()).sum();
    return JsonNodeFactory.instance
        .objectNode()
        .put("prompt_tokens", call.promptTokens())
        .put("total_tokens", call.promptTokens() + completion)
        .put("completion_tokens", completion);
  }
}
