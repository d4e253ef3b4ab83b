package io.signalbox.parts.cache;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fingerprint;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Reasoning;
import io.signalbox.chat.Role;
import io.signalbox.chat.RouterException;
import io.signalbox.translate.ClientSide;
import io.signalbox.translate.Conversation;
import io.signalbox.translate.Gist;
import io.signalbox.translate.Warnings;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a request asks, and by what two requests that ask it are one. Only the newest text may
 * be said in other words; everything else must be the same, down to fields that nobody knows.
 */
public final class Questions {
  private Questions() {}

  /** A request whose client sent no headers that reach a backend. */
  public static Asked of(ChatRequest request) {
    return of(request, Headers.NONE);
  }

  /**
   * What a request asks.
   *
   * @param request as it is where the cache stands
   * @param headers of the client
   */
  public static Asked of(ChatRequest request, Headers headers) {
    if (request.veiled()) {
      return new Unfit("redacted");
    }
    if (!request.source().legible()) {
      return new Unfit("illegible");
    }
    if (!(request.source().protocol() instanceof ClientSide client)) {
      return new Unfit("protocol");
    }
    var gist = client.gist(request);
    if (gist.last() != Role.USER) {
      return new Unfit("not_a_question");
    }
    var text = gist.question();
    if (text == null || text.isBlank()) {
      return new Unfit("no_question");
    }
    if (!gist.single()) {
      return new Unfit("choices");
    }
    if (gist.kept()) {
      return new Unfit("stateful");
    }
    var form = gist.plain() == null ? client.name() : Question.PLAIN;
    var fingerprint = fingerprint(gist, client, request.reasoning(), headers);
    return new Question(text, form, fingerprint, gist.maxTokens(), conversation(client, request));
  }

  private static String fingerprint(
      Gist gist, ClientSide client, @Nullable Reasoning reasoning, Headers headers) {
    var fingerprint = new Fingerprint();
    fingerprint.add(gist.plain()).add(gist.plain() == null ? gist.rest() : null);
    fingerprint.add(reasoning == null ? null : reasoning.dialect().name());
    if (reasoning != null) {
      fingerprint.add(reasoning.parameter()).add(Boolean.toString(reasoning.enabled()));
      fingerprint.add(reasoning.effort());
    }
    var telling = client.tellingHeaders();
    for (var header : headers.fields()) {
      if (telling.contains(header.name())) {
        fingerprint.add(header.name()).add(header.value());
      }
    }
    return fingerprint.hex();
  }

  /**
   * What can only be asked of backends of its own protocol is answered in that protocol as well.
   */
  private static @Nullable Conversation conversation(ClientSide client, ChatRequest request) {
    try {
      return client.read(request.encode(), new Warnings());
    } catch (RouterException untranslatable) {
      return null;
    }
  }
}
