package io.signalbox.chat;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One wire format of chat, both directions, errors included. Stateless. What can be translated into
 * another one says so by the interfaces of {@code io.signalbox.translate}.
 */
public interface Protocol {
  /** The name in headers and metrics, for example {@code openai}. */
  String name();

  /** The path it is spoken on, for example {@code /v1/chat/completions}. */
  String path();

  /**
   * The methods taken by a path beneath its own that names something a backend keeps, such as a
   * stored answer; none when it names no such thing. What is asked there holds no prompt.
   *
   * @param beneath what follows {@link #path} in the path, with its slash
   */
  default Set<String> kept(String beneath) {
    return Set.of();
  }

  /** Whether a name that asks for a choice starts one; if not, the default model answers. */
  default boolean routes() {
    return true;
  }

  /**
   * The {@code api_format} values of models whose backends speak it, so that nothing has to be
   * translated for them.
   */
  Set<String> apiFormats();

  /**
   * Reads a request body.
   *
   * @throws RouterException {@link Fault#BAD_REQUEST} with what is wrong and what is expected
   */
  ChatRequest decode(byte[] body);

  /** Writes a request body; bytes of the source that nobody changed stay as they came. */
  byte[] encode(ChatRequest request);

  /** An editor of a request's body, or null where this protocol's bodies are left as they are. */
  default @Nullable BodyEditor editor(ChatRequest request) {
    return null;
  }

  /** The texts of a request's body, or null where this protocol cannot tell them. */
  default @Nullable BodyTexts texts(ChatRequest request) {
    return null;
  }

  /** A meter for a reply of which the head is known. */
  UsageMeter meter(ChatReply reply);

  /** An error in the form this protocol's clients understand. */
  ChatReply error(RouterException error);
}
