package io.signalbox.parts.cache;

import io.signalbox.chat.Deadline;
import io.signalbox.chat.RouterException;
import io.signalbox.config.ResponseCacheConfig.Verify;
import io.signalbox.infer.PairJudge;
import io.signalbox.parts.cache.facts.Conflicts;
import io.signalbox.parts.cache.facts.Facts;

/**
 * Two questions are one when no rule finds a conflict and a model of pairs is sure. The rules come
 * first: they cost microseconds, and their word is final.
 */
public final class QuestionVerifier implements Verifier {
  private static final Verdict UNVERIFIED = new Verdict(true, 1, "off");
  private static final Verdict SAME_WORDS = new Verdict(true, 1, "same_words");
  private static final Verdict UNJUDGED = new Verdict(false, 0, "unjudged");

  private final Verify verify;
  private final PairJudge judge;
  private final Bars bars;

  /** Makes one; the rules are loaded now, which takes longer than a look-up may. */
  public QuestionVerifier(Verify verify, PairJudge judge) {
    this(verify, judge, Bars.of(verify));
    if (verify != Verify.OFF) {
      var _ = Conflicts.between(Facts.of("How do I pay 10 euros?"), Facts.of("Can I pay 10 EUR?"));
    }
  }

  QuestionVerifier(Verify verify, PairJudge judge, Bars bars) {
    this.verify = verify;
    this.judge = judge;
    this.bars = bars;
  }

  @Override
  public Verdict verify(String stored, String asked, Deadline deadline) {
    if (verify == Verify.OFF) {
      return UNVERIFIED;
    }
    if (stored.strip().equals(asked.strip())) {
      return SAME_WORDS;
    }
    var compared = Conflicts.compare(Facts.of(stored), Facts.of(asked));
    var conflict = compared.conflict();
    return conflict.isPresent()
        ? new Verdict(false, 0, conflict.get().word())
        : judged(stored, asked, compared.onePlaceDiffers(), deadline);
  }

  private Verdict judged(String stored, String asked, boolean replaced, Deadline deadline) {
    double score;
    try {
      score = judge.same(stored, asked, deadline);
    } catch (RouterException e) {
      // Not being told is as good as not being the same: the model answers.
      return UNJUDGED;
    }
    double bar = replaced ? bars.replaced() : bars.any();
    return score >= bar ? new Verdict(true, score, "judged") : new Verdict(false, score, "unsure");
  }
}
