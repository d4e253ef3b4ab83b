package io.signalbox.translate;

import org.jspecify.annotations.Nullable;

/**
 * Something a reply tells. A reply is {@code Started}, then deltas of its choices in any order,
 * {@code Finished} for each choice, {@code Counted} any number of times (the last one counts), or
 * {@code Failed} as its last event. Choices are numbered from 0, the calls of a choice too.
 */
public sealed interface ReplyEvent {
  /**
   * The reply begins.
   *
   * @param id the backend's id of it, empty when it tells none
   * @param model as the backend names it, empty when it does not
   * @param createdSeconds since 1970, 0 when not told
   */
  record Started(String id, String model, long createdSeconds) implements ReplyEvent {}

  record TextDelta(int choice, String text) implements ReplyEvent {}

  record ThinkingDelta(int choice, String text) implements ReplyEvent {}

  /** The provider's mark on the thoughts just told. */
  record ThinkingSigned(int choice, String signature) implements ReplyEvent {}

  record RefusalDelta(int choice, String text) implements ReplyEvent {}

  /**
   * The model calls a tool; its arguments follow.
   *
   * @param call number of the call within its choice
   */
  record ToolCallStarted(int choice, int call, String id, String name) implements ReplyEvent {}

  /** A fragment of a call's arguments, cut anywhere. */
  record ToolArgumentsDelta(int choice, int call, String json) implements ReplyEvent {}

  /**
   * A choice is complete.
   *
   * @param stopSequence the text that ended it, or null
   */
  record Finished(int choice, StopReason reason, @Nullable String stopSequence)
      implements ReplyEvent {}

  /** Token counts as far as they are known. */
  record Counted(Tokens tokens) implements ReplyEvent {}

  /** The backend gave up after it had begun. */
  record Failed(ProviderError error) implements ReplyEvent {}

  /** Why a choice ends. */
  enum StopReason {
    /** The model was done, or said a stop text. */
    STOP,
    /** One of the client's stop texts was said, and the backend tells which. */
    STOP_SEQUENCE,
    /** The answer reached its limit of tokens. */
    LENGTH,
    /** Tools are to be called. */
    TOOL_CALLS,
    /** The provider keeps the answer back. */
    REFUSAL,
    /** The provider paused a long turn; it may be asked to go on. */
    PAUSED,
    /** The backend says none that is known. */
    UNKNOWN
  }

  /**
   * Token counts.
   *
   * @param input of the whole prompt, cached tokens included
   * @param cacheRead of the prompt, read from a cache
   * @param cacheWritten of the prompt, written to a cache
   * @param output of the answer, thoughts included
   * @param reasoning of the answer, thoughts alone
   */
  record Tokens(long input, long cacheRead, long cacheWritten, long output, long reasoning) {
    public static final Tokens ZERO = new Tokens(0, 0, 0, 0, 0);
  }
}
