package io.signalbox.parts.cache;

import io.signalbox.translate.Conversation;
import org.jspecify.annotations.Nullable;

/**
 * A request that another one may have asked before.
 *
 * @param text what it asks, exactly: the end of the newest message
 * @param form {@link #PLAIN}, or the name of the only protocol that can say what it says
 * @param fingerprint of everything else in it that can change the answer, in hexadecimal
 * @param maxTokens of the answer, or null when the client does not say
 * @param conversation in no protocol's own terms, or null where it cannot be told so
 */
public record Question(
    String text,
    String form,
    String fingerprint,
    @Nullable Long maxTokens,
    @Nullable Conversation conversation)
    implements Asked {
  /** The form of requests that all protocols can say alike. */
  public static final String PLAIN = "plain";

  /** Nothing of the prompt. */
  @Override
  public String toString() {
    return "%s question %s".formatted(form, fingerprint);
  }
}
