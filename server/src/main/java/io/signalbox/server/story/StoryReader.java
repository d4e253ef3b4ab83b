package io.signalbox.server.story;

/** Takes what calls did. Called on the thread of the call, so it must not block. */
public interface StoryReader {
  /** A call was decided and is about to be sent. */
  default void begun(Story story) {}

  /** A call has ended. */
  void ended(Story story);
}
