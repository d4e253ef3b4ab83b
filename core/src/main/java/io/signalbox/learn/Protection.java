package io.signalbox.learn;

import io.signalbox.select.Candidate;
import io.signalbox.select.Choice;
import io.signalbox.select.Selection;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a conversation with its model, whose backends hold the prefix of its prompts, unless
 * another model gains more than the move loses. Gain is the difference of scores. Loss is a margin
 * and, weighed, the cost of the move: a bias to stay, the part of the prompt that is warm, and what
 * a handoff costs. A loop of tool calls is never torn apart, except that a model that keeps failing
 * is relieved.
 */
final class Protection {
  private static final double STAY = 0.10;
  private static final double PREFIX = 0.20;
  private static final double HANDOFF = 0.05;
  private static final int FAILURES = 2;

  private final Terms terms;
  private final Experience experience;

  Protection(Terms terms, Experience experience) {
    this.terms = terms;
    this.experience = experience;
  }

  /**
   * What is to become of a proposal.
   *
   * @param candidate who answers
   * @param action what that is, in a word of the contract
   * @param reason why, in a word of the contract
   * @param told why, for people; empty where the proposal stands
   */
  record Ruling(Candidate candidate, String action, String reason, String told) {
    static Ruling stands(Candidate proposal, String action, String reason) {
      return new Ruling(proposal, action, reason, "");
    }
  }

  /**
   * A conversation that is with one of the candidates.
   *
   * @param kept what is remembered of it
   * @param current the candidate it is with
   * @param silent how long it was silent
   * @param toolLoop whether it is in the midst of calling tools
   */
  record Standstill(Kept kept, Candidate current, Duration silent, boolean toolLoop) {}

  /** Whether a conversation was silent for so long that it begins anew. */
  boolean expired(Duration silent) {
    return !terms.idle().isZero() && silent.compareTo(terms.idle()) >= 0;
  }

  Ruling rule(
      Standstill at,
      Choice choice,
      Candidate proposal,
      Selection base,
      Map<String, Double> scores) {
    var current = at.current();
    var relief = relief(at, choice, proposal, base, scores);
    if (relief != null) {
      return new Ruling(
          relief,
          "rescue_switch",
          "rescue_evidence",
          "%s relieves %s, which failed".formatted(relief.name(), current.name()));
    }
    if (proposal.name().equals(current.name())) {
      return Ruling.stands(proposal, "hold_current", "base_best");
    }
    if (at.toolLoop()) {
      return held(current, "tool_or_protocol_state", "in a loop of tool calls");
    }
    if (at.kept().turns() < terms.leastTurns()) {
      return held(
          current,
          "min_turns",
          "%d of %d turns done".formatted(at.kept().turns(), terms.leastTurns()));
    }
    double gain = score(proposal, scores) - score(current, scores);
    double loss = terms.margin() + terms.weight() * (STAY + PREFIX * warmth(at, choice) + HANDOFF);
    var numbers = String.format(Locale.ROOT, "gain %.3f, loss %.3f", gain, loss);
    return gain >= loss
        ? new Ruling(proposal, "allow_switch", "switch_allowed", numbers)
        : held(current, "switch_margin_not_met", numbers);
  }

  private static Ruling held(Candidate current, String reason, String why) {
    return new Ruling(
        current, "hold_current", reason, "stays with %s: %s".formatted(current.name(), why));
  }

  /** The part of the prompt that the model's backends may still hold, 0 to 1. */
  private double warmth(Standstill at, Choice choice) {
    var request = choice.request();
    long all = request.messages().stream().mapToLong(m -> m.text().length()).sum();
    if (all == 0) {
      return 0;
    }
    double history = 1 - request.messages().getLast().text().length() / (double) all;
    double fresh =
        terms.idle().isZero()
            ? 1
            : Math.clamp(1 - (double) at.silent().toMillis() / terms.idle().toMillis(), 0.0, 1.0);
    return history * fresh;
  }

  private @Nullable Candidate relief(
      Standstill at,
      Choice choice,
      Candidate proposal,
      Selection base,
      Map<String, Double> scores) {
    var current = at.current();
    boolean failing = at.kept().failures() >= FAILURES;
    if (!failing && !experience.of(choice.route(), current.name()).weak()) {
      return null;
    }
    for (var other : List.of(proposal, base.candidate())) {
      if (!other.name().equals(current.name())) {
        return failing || promising(other, current, choice, scores) ? other : null;
      }
    }
    return choice.candidates().stream()
        .filter(other -> !other.name().equals(current.name()))
        .filter(other -> failing || promising(other, current, choice, scores))
        .max(Comparator.comparingDouble(other -> score(other, scores)))
        .orElse(null);
  }

  private boolean promising(
      Candidate other, Candidate current, Choice choice, Map<String, Double> scores) {
    var standing = experience.of(choice.route(), other.name());
    return standing.good() > standing.underpowered()
        || score(other, scores) - score(current, scores) >= terms.margin();
  }

  private static double score(Candidate candidate, Map<String, Double> scores) {
    return scores.getOrDefault(candidate.name(), 0.0);
  }
}
