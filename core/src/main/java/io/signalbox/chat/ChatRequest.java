package io.signalbox.chat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that asks for its next turn. It keeps the body it was read from: what nobody
 * changes leaves byte for byte as it came.
 *
 * @param model the model asked for, then the one chosen
 * @param stream whether the answer is wanted as server-sent events
 * @param messages the conversation, oldest first
 * @param reasoning how to tell the backend to think, or null to leave the body alone
 * @param headers changes to the headers sent upstream
 * @param envelope sizes and shape of the request as it came
 * @param source the body it was read from
 * @param veiled whether something in it stands in place of what the client said, so that its words
 *     are no longer the client's
 */
public record ChatRequest(
    String model,
    boolean stream,
    List<Message> messages,
    @Nullable Reasoning reasoning,
    HeaderEdits headers,
    Envelope envelope,
    Source source,
    boolean veiled) {

  /** The body a request was read from; only the protocol that made it looks inside. */
  public interface Source {
    /** The protocol that reads and writes it. */
    Protocol protocol();

    /** Whether the prompt stands in it as text, so that signals can read it. */
    default boolean legible() {
      return true;
    }

    /**
     * What a message says besides its text: the arguments of calls of tools, their results, and
     * documents. It is read from the body each time, so that nobody pays who does not ask.
     *
     * @param message one of those that this body was read as
     */
    default List<String> asides(Message message) {
      return List.of();
    }
  }

  public ChatRequest {
    messages = List.copyOf(messages);
  }

  /** A request in the client's own words. */
  public ChatRequest(
      String model,
      boolean stream,
      List<Message> messages,
      @Nullable Reasoning reasoning,
      HeaderEdits headers,
      Envelope envelope,
      Source source) {
    this(model, stream, messages, reasoning, headers, envelope, source, false);
  }

  public ChatRequest withModel(String name) {
    return new ChatRequest(name, stream, messages, reasoning, headers, envelope, source, veiled);
  }

  public ChatRequest withMessages(List<Message> changed) {
    return new ChatRequest(model, stream, changed, reasoning, headers, envelope, source, veiled);
  }

  public ChatRequest withReasoning(@Nullable Reasoning wish) {
    return new ChatRequest(model, stream, messages, wish, headers, envelope, source, veiled);
  }

  public ChatRequest withHeaders(HeaderEdits more) {
    return new ChatRequest(
        model, stream, messages, reasoning, headers.and(more), envelope, source, veiled);
  }

  /** This request, in which something stands in place of what the client said. */
  public ChatRequest withVeil() {
    return new ChatRequest(model, stream, messages, reasoning, headers, envelope, source, true);
  }

  /**
   * This body in place of the one of a request that was changed: what else is known of it stays.
   */
  public ChatRequest inPlaceOf(ChatRequest changed) {
    return new ChatRequest(
        model,
        stream,
        messages,
        changed.reasoning,
        changed.headers,
        envelope,
        source,
        changed.veiled);
  }

  /** The body to send; see {@link Protocol#encode}. */
  public byte[] encode() {
    return source.protocol().encode(this);
  }

  /** An estimate of the tokens the call needs: four bytes a token of text, and what it carries. */
  public long estimatedTokens() {
    return envelope.floorTokens();
  }

  /** What the request was like as it came. */
  public Shape shape() {
    return envelope.shape();
  }

  /** The newest user message that has text, or the empty string. */
  public String userText() {
    for (int i = messages.size() - 1; i >= 0; i--) {
      var message = messages.get(i);
      if (message.role() == Role.USER && !message.text().isBlank()) {
        return message.text();
      }
    }
    return "";
  }

  /** Everything that instructs or answers, joined by newlines. */
  public String nonUserText() {
    var texts = new ArrayList<String>();
    for (var message : messages) {
      if (message.role().speaksForTheModel() && !message.text().isBlank()) {
        texts.add(message.text());
      }
    }
    return String.join("\n", texts);
  }

  /**
   * Every text from the newest user message that has text to the end, results of tools and
   * arguments of their calls included: what no earlier turn can have asked about.
   */
  public List<String> newestTexts() {
    int from = 0;
    for (int i = messages.size() - 1; i >= 0 && from == 0; i--) {
      var message = messages.get(i);
      from = message.role() == Role.USER && !message.text().isBlank() ? i : 0;
    }
    return texts(messages.subList(from, messages.size()));
  }

  /** Every text of the conversation, results of tools and arguments of their calls included. */
  public List<String> allTexts() {
    return texts(messages);
  }

  private List<String> texts(List<Message> some) {
    var texts = new LinkedHashSet<String>();
    for (var message : some) {
      texts.add(message.text());
      texts.addAll(source.asides(message));
    }
    texts.removeIf(String::isBlank);
    return List.copyOf(texts);
  }

  /** What signals read: the newest user text, or all instructions where there is none. */
  public String evaluationText() {
    var user = userText();
    return user.isEmpty() ? nonUserText() : user;
  }
}
