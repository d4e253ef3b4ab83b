package io.signalbox.chat;

/**
 * Sizes of what a request carries besides its wording, for token estimates, and its shape.
 *
 * @param textBytes UTF-8 bytes of all message text
 * @param structuredBytes bytes of tool schemas, tool calls, tool results and response formats
 * @param images image parts
 * @param messages messages
 * @param toolCalls tool calls in assistant messages
 * @param toolDefinitions tools offered
 * @param outputTokens completion tokens asked for, 0 when not said
 * @param shape what the request is like
 */
public record Envelope(
    int textBytes,
    int structuredBytes,
    int images,
    int messages,
    int toolCalls,
    int toolDefinitions,
    long outputTokens,
    Shape shape) {
  /** Sizes of a request whose shape nobody looked at. */
  public Envelope(
      int textBytes,
      int structuredBytes,
      int images,
      int messages,
      int toolCalls,
      int toolDefinitions,
      long outputTokens) {
    this(
        textBytes,
        structuredBytes,
        images,
        messages,
        toolCalls,
        toolDefinitions,
        outputTokens,
        Shape.NONE);
  }

  /** A lower bound of the tokens the request will need, prompt and answer together. */
  public long floorTokens() {
    long prompt = promptTokens();
    return prompt + Math.min(outputTokens, Long.MAX_VALUE - prompt);
  }

  /** An estimate of the tokens of the prompt. */
  public long promptTokens() {
    return (textBytes + 3L) / 4
        + structuredBytes
        + 8192L * images
        + 4L * messages
        + 8L * toolCalls
        + 8L * toolDefinitions;
  }
}
