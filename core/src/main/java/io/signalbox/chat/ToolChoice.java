package io.signalbox.chat;

import java.util.Set;

/**
 * What a request says about which tool is called.
 *
 * @param mode the kind of choice
 * @param names the tools it names
 */
public record ToolChoice(Mode mode, Set<String> names) {
  public static final ToolChoice UNSAID = new ToolChoice(Mode.UNSAID, Set.of());

  /** The kinds of choices. */
  public enum Mode {
    /** The request says nothing. */
    UNSAID,
    /** The model decides, and the client says so. */
    AUTO,
    /** Nothing is called. */
    NONE,
    /** At least one tool is called. */
    REQUIRED,
    /** The named tool is called. */
    NAMED,
    /** Only the named ones may be called. */
    ALLOWED
  }

  public ToolChoice {
    names = Set.copyOf(names);
  }

  public static ToolChoice of(Mode mode) {
    return new ToolChoice(mode, Set.of());
  }
}
