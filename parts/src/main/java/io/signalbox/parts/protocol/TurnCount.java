package io.signalbox.parts.protocol;

import io.signalbox.chat.Role;
import io.signalbox.chat.Shape;
import java.util.EnumMap;
import java.util.Map;

/** Counts who speaks in a conversation, and whether it is the tools' turn; oldest message first. */
public final class TurnCount {
  private final Map<Role, Integer> speakers = new EnumMap<>(Role.class);
  private int calls;
  private int results;
  private boolean result;
  private boolean userBehindResult;

  /** A message that stands outside of the conversation's order. */
  public void aside(Role speaker) {
    speakers.merge(speaker, 1, Integer::sum);
  }

  /**
   * The next message.
   *
   * @param resultsInside results of tools that it carries; a tool's own message is one
   */
  public void turn(Role speaker, int resultsInside) {
    int found = speaker == Role.TOOL ? Math.max(1, resultsInside) : resultsInside;
    aside(speaker);
    if (found > 0 && speaker != Role.TOOL) {
      aside(Role.TOOL);
    }
    userBehindResult = result && speaker == Role.USER && found == 0;
    result = found > 0;
    results += found;
  }

  /** Calls of tools whose results the caller has to bring. */
  public void calls(int more) {
    calls += more;
  }

  public Shape shape(Shape.Pictures pictures, Map<String, String> metadata) {
    boolean loop = result || userBehindResult || calls > results;
    return new Shape(speakers, results, loop, pictures, metadata);
  }
}
