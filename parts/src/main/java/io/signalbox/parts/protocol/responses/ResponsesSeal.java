package io.signalbox.parts.protocol.responses;

import org.jspecify.annotations.Nullable;

/**
 * How a provider's mark on its thoughts travels in {@code encrypted_content}: with a word in front,
 * so that it is not taken for one of OpenAI's own when the conversation comes back, nor one of
 * those for it.
 */
final class ResponsesSeal {
  private static final String OURS = "signalbox:";

  private ResponsesSeal() {}

  static String close(String signature) {
    return OURS + signature;
  }

  /** The signature, or null when the content is not of ours. */
  static @Nullable String open(String encryptedContent) {
    return encryptedContent.startsWith(OURS) ? encryptedContent.substring(OURS.length()) : null;
  }
}
