package io.signalbox.simulator;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of one call's answers: the whole of it, or chunk by chunk. */
final class AnswerDocument implements ReplyDocument {
  private static final Buffer DATA = Buffer.buffer("data: ");
  private static final Buffer END_OF_EVENT = Buffer.buffer("\n\n");

  private final AnswerFormat format;
  private final CompletionCall call;
  private final List<Answer> answers;
  private final String id;
  private final long createdSeconds;

  AnswerDocument(
      AnswerFormat format,
      CompletionCall call,
      List<Answer> answers,
      String id,
      long createdSeconds) {
    this.format = format;
    this.call = call;
    this.answers = answers;
    this.id = format.idPrefix() + id;
    this.createdSeconds = createdSeconds;
  }

  @Override
  public ObjectNode whole() {
    ObjectNode document = envelope(format.wholeObject());
    for (Answer answer : answers) {
      ObjectNode choice = document.withArray("choices").addObject().put("index", answer.index());
      format.whole(choice, answer);
      choice.putNull("logprobs").put("finish_reason", answer.finishReason());
    }
    document.set("usage", usage());
    return document;
  }

  @Override
  public List<ObjectNode> opening(Answer answer) {
    ObjectNode chunk = chunk();
    ObjectNode choice = choice(chunk, answer);
    if (!format.opening(choice)) {
      return List.of();
    }
    choice.putNull("finish_reason");
    return List.of(chunk);
  }

  @Override
  public List<ObjectNode> delta(Answer answer, int token) {
    ObjectNode chunk = chunk();
    ObjectNode choice = choice(chunk, answer);
    format.delta(choice, answer, token);
    choice.putNull("finish_reason");
    return List.of(chunk);
  }

  @Override
  public List<ObjectNode> closing(Answer answer) {
    ObjectNode chunk = chunk();
    ObjectNode choice = choice(chunk, answer);
    format.closing(choice);
    choice.put("finish_reason", answer.finishReason());
    return List.of(chunk);
  }

  @Override
  public List<ObjectNode> ending() {
    if (!call.includesUsage()) {
      return List.of();
    }
    ObjectNode chunk = chunk();
    chunk.set("usage", usage());
    return List.of(chunk);
  }

  @Override
  public Buffer frame(ObjectNode event) {
    return Buffer.buffer()
        .appendBuffer(DATA)
        .appendBytes(Json.bytes(event))
        .appendBuffer(END_OF_EVENT);
  }

  @Override
  public Buffer mark() {
    return Buffer.buffer("data: [DONE]\n\n");
  }

  private static ObjectNode choice(ObjectNode chunk, Answer answer) {
    return chunk.withArray("choices").addObject().put("index", answer.index());
  }

  /** Where usage is asked for, every chunk has the field and only the last one fills it. */
  private ObjectNode chunk() {
    ObjectNode chunk = envelope(format.chunkObject());
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
