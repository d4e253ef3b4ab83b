package io.signalbox.parts.cache;

import io.signalbox.chat.ChatRequest;
import io.signalbox.translate.Speaking;

/**
 * The form of an answer's bytes.
 *
 * @param protocol its name
 * @param stream whether it is server-sent events
 * @param counted whether it has a place for token counts
 */
public record AnswerForm(String protocol, boolean stream, boolean counted) {
  /** The form that a request asks for. */
  public static AnswerForm of(ChatRequest request) {
    var protocol = request.source().protocol();
    boolean counted = !(protocol instanceof Speaking speaking) || speaking.counts(request);
    return new AnswerForm(protocol.name(), request.stream(), counted);
  }
}
