package io.signalbox.select;

import java.util.List;

/**
 * What a selection has to do with learning.
 *
 * @param counts whether an outcome of the call would teach something
 * @param conversation what the conversation is remembered by, or the empty string
 * @param phase where the conversation stands: {@code user_turn} or {@code tool_loop}; may be empty
 * @param candidates every model the call could have gone to
 * @param adjustments what learning did, in order
 */
public record Learned(
    boolean counts,
    String conversation,
    String phase,
    List<String> candidates,
    List<Adjustment> adjustments) {
  /** Nothing. */
  public static final Learned NONE = new Learned(false, "", "", List.of(), List.of());

  /** Nothing was done, but an outcome would teach something of the candidates. */
  public static Learned curious(Choice choice) {
    var names = choice.candidates().stream().map(Candidate::name).toList();
    return new Learned(true, "", "", names, List.of());
  }

  public Learned {
    candidates = List.copyOf(candidates);
    adjustments = List.copyOf(adjustments);
  }
}
