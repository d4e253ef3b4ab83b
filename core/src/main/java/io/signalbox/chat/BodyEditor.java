package io.signalbox.chat;

import java.util.List;
import java.util.Set;

/**
 * Changes one request's body, in no protocol's own terms: each protocol knows what the same thing
 * is called in its bodies. Whatever is not asked to change stays byte for byte. For one request, on
 * one thread.
 */
public interface BodyEditor {
  /** The keys of the body, in their order. */
  List<String> members();

  /** The keys that this protocol's published definition knows. */
  Set<String> known();

  /** Removes a member, if there is one of that key. */
  void remove(String key);

  /**
   * Lets no member ask for a longer answer. What is no whole number becomes the limit as well:
   * servers differ in what they make of it.
   *
   * @param tokens at least 1
   * @return whether something was changed
   */
  boolean capAnswer(long tokens);

  /**
   * Lets no member ask for more answers to one prompt.
   *
   * @param most at least 1
   * @return whether something was changed
   */
  boolean capChoices(long most);

  /** What the model may call, in the client's order. */
  List<OfferedTool> tools();

  /** What the client says about which tool is called. */
  ToolChoice toolChoice();

  /**
   * A function in this protocol's form.
   *
   * @param function OpenAI's function object: {@code name}, {@code description}, {@code parameters}
   */
  OfferedTool adopt(String function);

  /**
   * Lets the model call these and nothing else. A choice of the client's that names a tool which is
   * gone goes with it; without tools, all that speaks of them goes.
   *
   * @param tools some of {@link #tools} and what {@link #adopt} made
   */
  void offer(List<OfferedTool> tools);

  /**
   * Removes past calls of tools together with their results, and messages that say nothing else.
   *
   * @throws RouterException {@code BAD_REQUEST} when nothing is left to ask
   */
  void stripToolHistory();

  /** The text of each result of a tool in the conversation, oldest first; empty for other forms. */
  List<String> toolResults();

  /** Puts another text in place of one of {@link #toolResults}. */
  void replaceToolResult(int index, String text);

  /** Whether anything was changed. */
  boolean changed();

  /** The request with all changes; the very same where there is none. */
  ChatRequest edited();
}
