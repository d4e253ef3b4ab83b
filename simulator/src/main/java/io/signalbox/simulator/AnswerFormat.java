package io.signalbox.simulator;

import io.signalbox.simulator.Answer.Called;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The shape of an answer: a chat message or plain text, whole or in chunks. */
enum AnswerFormat implements ReplyFormat {
  CHAT("chatcmpl-", "chat.completion", "chat.completion.chunk") {
    @Override
    public boolean tellsReasoning() {
      return true;
    }

    @Override
    void whole(ObjectNode choice, Answer answer) {
      ObjectNode message = choice.putObject("message").put("role", "assistant");
      boolean hasContent = answer.tokens().size() > answer.reasoningTokens();
      Called called = answer.called();
      message.put("content", hasContent && called == null ? answer.content() : null);
      if (called != null && hasContent) {
        ObjectNode call = message.putArray("tool_calls").addObject();
        call.put("id", called.id()).put("type", "function");
        call.putObject("function").put("name", called.name()).put("arguments", answer.content());
      }
      if (answer.reasoningTokens() > 0) {
        message.put("reasoning_content", answer.reasoning());
      }
    }

    @Override
    boolean opening(ObjectNode choice) {
      choice.putObject("delta").put("role", "assistant").put("content", "");
      return true;
    }

    @Override
    void delta(ObjectNode choice, Answer answer, int token) {
      ObjectNode delta = choice.putObject("delta");
      String text = answer.tokens().get(token);
      Called called = answer.called();
      if (called == null || answer.isReasoning(token)) {
        delta.put(answer.isReasoning(token) ? "reasoning_content" : "content", text);
        return;
      }
      ObjectNode call = delta.putArray("tool_calls").addObject().put("index", 0);
      ObjectNode function = call.putObject("function");
      if (token == answer.reasoningTokens()) {
        call.put("id", called.id()).put("type", "function");
        function.put("name", called.name());
      }
      function.put("arguments", text);
    }

    @Override
    void closing(ObjectNode choice) {
      choice.putObject("delta");
    }
  },

  TEXT("cmpl-", "text_completion", "text_completion") {
    @Override
    public boolean tellsReasoning() {
      return false;
    }

    @Override
    void whole(ObjectNode choice, Answer answer) {
      choice.put("text", answer.content());
    }

    @Override
    boolean opening(ObjectNode choice) {
      return false;
    }

    @Override
    void delta(ObjectNode choice, Answer answer, int token) {
      choice.put("text", answer.tokens().get(token));
    }

    @Override
    void closing(ObjectNode choice) {
      choice.put("text", "");
    }
  };

  private final String idPrefix;
  private final String wholeObject;
  private final String chunkObject;

  AnswerFormat(String idPrefix, String wholeObject, String chunkObject) {
    this.idPrefix = idPrefix;
    this.wholeObject = wholeObject;
    this.chunkObject = chunkObject;
  }

  String idPrefix() {
    return idPrefix;
  }

  String wholeObject() {
    return wholeObject;
  }

  String chunkObject() {
    return chunkObject;
  }

  @Override
  public ReplyDocument document(
      CompletionCall call, List<Answer> answers, String id, long createdSeconds) {
    return new AnswerDocument(this, call, answers, id, createdSeconds);
  }

  abstract void whole(ObjectNode choice, Answer answer);

  /** Fills the chunk that comes before the first token; false where the format has none. */
  abstract boolean opening(ObjectNode choice);

  abstract void delta(ObjectNode choice, Answer answer, int token);

  /** Fills the chunk that tells the finish reason. */
  abstract void closing(ObjectNode choice);
}
