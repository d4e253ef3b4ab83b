package io.signalbox.decide;

import io.signalbox.signal.Bounds;
import io.signalbox.signal.SignalName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What projections made of the readings.
 *
 * @param contests one a partition
 * @param sums one a score, inputs before what depends on them
 * @param mappings one a mapping
 */
public record ProjectionTrace(List<Contest> contests, List<Sum> sums, List<Mapped> mappings) {
  /** No projections are configured. */
  public static final ProjectionTrace NONE = new ProjectionTrace(List.of(), List.of(), List.of());

  public ProjectionTrace {
    contests = List.copyOf(contests);
    sums = List.copyOf(sums);
    mappings = List.copyOf(mappings);
  }

  /**
   * What became of a partition.
   *
   * @param contenders the members that held, with the confidence they were read with
   * @param winner the member that remains; null when none does, or when not all were read
   * @param confidence of the winner after the contest
   * @param synthetic whether the winner is the default that stands in because nothing held
   */
  public record Contest(
      String partition,
      List<Contender> contenders,
      @Nullable SignalName winner,
      double confidence,
      boolean synthetic) {
    public Contest {
      contenders = List.copyOf(contenders);
    }
  }

  /** A member of a partition that held. */
  public record Contender(SignalName member, double confidence) {}

  /**
   * The numbers something can be; both ends are the same once all is known.
   *
   * @param low the least
   * @param high the greatest
   */
  public record Interval(double low, double high) {
    /** Whether it is one number. */
    public boolean exact() {
      return low == high;
    }
  }

  /** A weighted sum. */
  public record Sum(String score, Interval value, List<Term> terms) {
    public Sum {
      terms = List.copyOf(terms);
    }
  }

  /**
   * One input of a sum.
   *
   * @param input as it is configured: {@code type:name}
   * @param source what of the input counts: binary, raw, confidence, score or metric
   * @param value the input's
   * @param contribution weight times value
   */
  public record Term(
      String input, String source, double weight, Interval value, Interval contribution) {}

  /** A mapping of a score to named bands. */
  public record Mapped(String mapping, String score, Interval value, List<Banded> bands) {
    public Mapped {
      bands = List.copyOf(bands);
    }
  }

  /**
   * One band of a mapping.
   *
   * @param truth whether the score lies in it and, where only one band counts, in none before it
   * @param distance from the score to the nearest bound; infinite while the score is not exact
   * @param confidence of the output, 0 unless it holds
   */
  public record Banded(
      String output, Bounds bounds, Truth truth, double distance, double confidence) {}
}
