package io.signalbox.parts.cache.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the form of an English question says: whether causes or effects are asked for, one thing or
 * all, how much or whether at all, now or then, and who does it to whom.
 *
 * @param reason whether a cause is asked for, or an effect; null for neither
 * @param extent whether the one that stands out is asked for, or many; null for neither
 * @param past whether it asks about then, or about now; null where it does not tell
 * @param doer what the one who is asked for does: "who wrote it"
 * @param done what is done to the one who is asked for: "what did she write"
 * @param subject whether the asker acts, or somebody else; null for neither
 * @param amount whether it asks how much, or only whether; null for neither
 */
record Asking(
    @Nullable Reason reason,
    @Nullable Extent extent,
    @Nullable Boolean past,
    Set<String> doer,
    Set<String> done,
    @Nullable Boolean subject,
    @Nullable Boolean amount) {
  private static final Asking NOTHING =
      new Asking(null, null, null, Set.of(), Set.of(), null, null);

  /** Words that are read: what is asked stands early. */
  private static final int READ = 32;

  enum Reason {
    CAUSE,
    EFFECT
  }

  enum Extent {
    ONE,
    MANY
  }

  static Asking of(List<Token> tokens) {
    var words = new ArrayList<String>();
    for (int i = 0; i < tokens.size() && words.size() < READ; i++) {
      var token = tokens.get(i);
      if (token.kind() != Token.Kind.MARK) {
        var bare = Names.bare(token.word());
        words.add(bare);
        if (Form.ASKED.contains(bare) && token.word().endsWith("'s")) {
          words.add("is");
        }
      }
    }
    return words.isEmpty() ? NOTHING : new Form(words).asking();
  }

  /** The conflict of what two questions ask for; null for none. */
  @Nullable Conflict against(Asking other) {
    if (reason != null && other.reason != null && reason != other.reason) {
      return Conflict.DIRECTION;
    }
    if ((meets(doer, other.done) && !meets(other.doer, done))
        || (meets(other.doer, done) && !meets(doer, other.done))) {
      return Conflict.DIRECTION;
    }
    if (extent != null && other.extent != null && extent != other.extent) {
      return Conflict.AMOUNT;
    }
    if (amount != null && other.amount != null && !amount.equals(other.amount)) {
      return Conflict.AMOUNT;
    }
    if (past != null && other.past != null && !past.equals(other.past)) {
      return Conflict.TIME;
    }
    return subject != null && other.subject != null && !subject.equals(other.subject)
        ? Conflict.AUDIENCE
        : null;
  }

  private static boolean meets(Set<String> a, Set<String> b) {
    return a.stream().anyMatch(b::contains);
  }
}
