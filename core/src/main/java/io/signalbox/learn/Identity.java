package io.signalbox.learn;

/**
 * How a conversation is known.
 *
 * @param sessionHeader header that names the session
 * @param conversationHeader header that names the conversation
 * @param userHeader header that names the user
 * @param wholeSession whether all conversations of a session count as one
 */
public record Identity(
    String sessionHeader, String conversationHeader, String userHeader, boolean wholeSession) {

  /** The scope as the contract calls it. */
  String scope() {
    return wholeSession ? "session" : "conversation";
  }
}
