package io.signalbox.learn;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Role;
import io.signalbox.learn.Protection.Ruling;
import io.signalbox.learn.Protection.Standstill;
import io.signalbox.select.Adjustment;
import io.signalbox.select.Candidate;
import io.signalbox.select.Choice;
import io.signalbox.select.Learned;
import io.signalbox.select.Selection;
import io.signalbox.select.Vitals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Bends the selections of one decision by what was learnt from calls before: first experience may
 * propose another of the candidates, then the conversation's model may be kept. It never leaves the
 * decision's candidates, since the decision may stand for a policy. It only reads what is
 * remembered; {@link Memory} is told when a call really goes its way.
 */
public final class Learning {
  private static final String ADAPTATION = "adaptation";
  private static final String PROTECTION = "protection";

  private final Terms terms;
  private final Memory memory;
  private final Adaptation adaptation;
  private final Protection protection;

  /**
   * @param random must be safe for use by many threads
   */
  public Learning(Terms terms, Memory memory, Vitals vitals, RandomGenerator random) {
    this.terms = terms;
    this.memory = memory;
    this.adaptation = new Adaptation(memory.experience(), vitals, random);
    this.protection = new Protection(terms, memory.experience());
  }

  /** The selection with what was learnt taken into account. */
  public Selection apply(Choice choice, Selection base) {
    var key =
        ConversationKey.of(terms.identity(), choice.recipe(), choice.call(), choice.request());
    var kept = key.begun() ? memory.conversation(key.digest()) : null;
    boolean toolLoop = toolLoop(choice.request());
    var silent =
        kept == null ? Duration.ZERO : Duration.between(kept.lastAt(), memory.clock().instant());
    boolean expired = kept != null && protection.expired(silent);
    var current = kept == null || expired ? null : candidate(choice, kept.model());
    var adjustments = new ArrayList<Adjustment>();

    boolean exploring =
        terms.adapting() == Mode.APPLY
            && (terms.protecting() != Mode.APPLY || (!toolLoop && current == null));
    var adapted = adapted(choice, base, exploring, current, adjustments);
    var protectedOne = adapted;
    if (terms.protecting() == Mode.BYPASS) {
      adjustments.add(new Adjustment(PROTECTION, "bypass", scope(), "decision_bypass"));
    } else if (terms.protecting() != Mode.OFF) {
      var ruling =
          kept == null || current == null
              ? beginning(kept, expired, adapted.candidate())
              : protection.rule(
                  new Standstill(kept, current, silent, toolLoop),
                  choice,
                  adapted.candidate(),
                  base,
                  adapted.scores());
      protectedOne = ruled(adapted, ruling, adjustments);
    }
    boolean remembered = terms.protecting() == Mode.APPLY || terms.protecting() == Mode.OBSERVE;
    return protectedOne.withLearned(
        new Learned(
            true,
            remembered ? key.digest() : "",
            toolLoop ? "tool_loop" : "user_turn",
            choice.candidates().stream().map(Candidate::name).toList(),
            adjustments));
  }

  private Selection adapted(
      Choice choice,
      Selection base,
      boolean exploring,
      @Nullable Candidate current,
      List<Adjustment> adjustments) {
    return switch (terms.adapting()) {
      case OFF -> base;
      case BYPASS -> {
        adjustments.add(new Adjustment(ADAPTATION, "bypass", "", "decision_bypass"));
        yield base;
      }
      case OBSERVE -> {
        adjustments.add(new Adjustment(ADAPTATION, "observe", "", "observe_only"));
        yield base;
      }
      case APPLY -> {
        var proposal = adaptation.propose(choice, base, exploring, current);
        boolean other = !proposal.candidate().equals(base.candidate());
        adjustments.add(
            new Adjustment(ADAPTATION, other ? "propose_switch" : "keep_base", "", proposal.why()));
        var scored = base.withScores(proposal.scores());
        yield other
            ? scored.withCandidate(
                proposal.candidate(),
                "by experience (%s), score %s; %s"
                    .formatted(proposal.why(), proposal.told(), base.reason()))
            : scored;
      }
    };
  }

  private Ruling beginning(@Nullable Kept kept, boolean expired, Candidate proposal) {
    if (kept == null) {
      return Ruling.stands(proposal, "establish_baseline", "new_" + scope());
    }
    return expired
        ? Ruling.stands(proposal, "establish_baseline", "idle_reset")
        : Ruling.stands(proposal, "allow_switch", "previous_model_not_in_candidates");
  }

  private Selection ruled(Selection adapted, Ruling ruling, List<Adjustment> adjustments) {
    if (terms.protecting() == Mode.OBSERVE) {
      adjustments.add(new Adjustment(PROTECTION, "observe", scope(), "observe_only"));
      return adapted;
    }
    adjustments.add(new Adjustment(PROTECTION, ruling.action(), scope(), ruling.reason()));
    return ruling.told().isEmpty()
        ? adapted
        : adapted.withCandidate(ruling.candidate(), ruling.told() + "; " + adapted.reason());
  }

  private String scope() {
    return terms.identity().scope();
  }

  private static @Nullable Candidate candidate(Choice choice, String model) {
    for (var candidate : choice.candidates()) {
      if (candidate.name().equals(model)) {
        return candidate;
      }
    }
    return null;
  }

  /** Whether the newest message is a tool's; some formats show that as a user without words. */
  private static boolean toolLoop(ChatRequest request) {
    if (request.messages().isEmpty()) {
      return false;
    }
    var last = request.messages().getLast();
    return last.role() == Role.TOOL
        || (last.role() == Role.USER
            && last.text().isBlank()
            && request.envelope().toolCalls() > 0);
  }
}
