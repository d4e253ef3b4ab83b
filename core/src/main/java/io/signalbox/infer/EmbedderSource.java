package io.signalbox.infer;

/**
 * A service that makes vectors of texts as OpenAI's {@code /embeddings} does.
 *
 * @param dimensions the length of its vectors
 */
public record EmbedderSource(RemoteModel model, int dimensions) {}
