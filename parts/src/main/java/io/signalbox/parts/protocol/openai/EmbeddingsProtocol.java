package io.signalbox.parts.protocol.openai;

/**
 * OpenAI's embeddings. They are not routed: vectors of different models do not compare, so one text
 * must not go to another model than the next.
 */
public record EmbeddingsProtocol() implements PromptFormat {
  @Override
  public String name() {
    return "embeddings";
  }

  @Override
  public String path() {
    return "/v1/embeddings";
  }

  @Override
  public boolean routes() {
    return false;
  }

  @Override
  public String promptKey() {
    return "input";
  }
}
