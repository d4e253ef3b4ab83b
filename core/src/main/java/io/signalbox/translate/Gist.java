package io.signalbox.translate;

import io.signalbox.chat.Role;
import org.jspecify.annotations.Nullable;

/**
 * What a request comes down to: the text it ends with, and everything else that can change the
 * answer. The model's name, the form of the reply and the most tokens of it are left out of both.
 *
 * @param last who speaks in the newest message
 * @param question the last text of the newest message, as the client means it, or null where that
 *     message is more than texts or there is none
 * @param rest everything else in the protocol's own terms, as JSON that is the same however the
 *     client wrote it; a question mark stands for the question
 * @param plain everything else in no protocol's own terms, likewise, or null where the request says
 *     more than texts and the few settings that every protocol has
 * @param single whether one answer is wanted
 * @param kept whether it asks for something that a backend keeps and changes with each call
 * @param maxTokens of the answer, or null when the client does not say
 */
public record Gist(
    Role last,
    @Nullable String question,
    String rest,
    @Nullable String plain,
    boolean single,
    boolean kept,
    @Nullable Long maxTokens) {
  /** Nothing of the prompt. */
  @Override
  public String toString() {
    return "gist of a request";
  }
}
