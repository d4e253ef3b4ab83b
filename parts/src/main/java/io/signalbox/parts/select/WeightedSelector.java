package io.signalbox.parts.select;

import io.signalbox.catalog.SelectorPart;
import io.signalbox.chat.Call;
import io.signalbox.config.LearningConfig.IdentityHeaders;
import io.signalbox.select.Candidate;
import io.signalbox.select.Choice;
import io.signalbox.select.Selection;
import io.signalbox.select.Selector;
import java.util.random.RandomGenerator;

/**
 * Spreads calls over the candidates by their weights. A conversation that has a name goes to the
 * same candidate each time, found by weighted rendezvous hashing: each candidate draws a lot from
 * the name, and when weights change only as many conversations move as must. Other calls are spread
 * by chance.
 *
 * <p>Source: J. Resch, New hashing algorithms for data storage (SNIA, 2015).
 *
 * @param headers that name a conversation
 * @param random must be safe for use by many threads
 */
public record WeightedSelector(IdentityHeaders headers, RandomGenerator random)
    implements Selector {
  public static final SelectorPart<Config> PART =
      new SelectorPart<>(
          "weighted",
          Config.class,
          (config, setting, findings) ->
              new WeightedSelector(
                  setting.global().router().learning().protection().identity().headers(),
                  setting.ports().random()));

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final double UNIT = 0x1p-53;

  /** It has nothing to configure: weights stand at the models. */
  public record Config() {}

  @Override
  public boolean weighs() {
    return true;
  }

  @Override
  public Selection select(Choice choice) {
    var candidates = choice.candidates();
    double total = candidates.stream().mapToDouble(Candidate::weight).sum();
    boolean even = total <= 0;
    double sum = even ? candidates.size() : total;
    var name = name(choice.call());
    int picked =
        name.isEmpty()
            ? byChance(choice, even, sum)
            : Figures.best(
                candidates.size(),
                i -> lot(name, i, candidates.get(i), even ? 1 : candidates.get(i).weight()));
    var candidate = candidates.get(picked);
    return new Selection(
        candidate,
        PART.type(),
        "weight %s of %s, by %s"
            .formatted(
                Figures.number(even ? 1 : candidate.weight()),
                Figures.number(sum),
                name.isEmpty() ? "chance" : "conversation"));
  }

  private String name(Call call) {
    var conversation = call.headers().first(headers.conversation());
    var session = call.headers().first(headers.session());
    return conversation != null && !conversation.isBlank()
        ? conversation.strip()
        : session == null ? "" : session.strip();
  }

  private int byChance(Choice choice, boolean even, double sum) {
    double point = random.nextDouble() * sum;
    int last = 0;
    for (int i = 0; i < choice.candidates().size(); i++) {
      double weight = even ? 1 : choice.candidates().get(i).weight();
      if (weight > 0) {
        last = i;
        point -= weight;
        if (point < 0) {
          return i;
        }
      }
    }
    return last;
  }

  /** A lot whose greatest of all falls on a candidate as often as its weight says. */
  private static double lot(String name, int index, Candidate candidate, double weight) {
    long hash = hash(hash(FNV_OFFSET, name), candidate.name()) + index;
    double uniform = ((mix(hash) >>> 11) + 0.5) * UNIT;
    return weight <= 0 ? Double.NEGATIVE_INFINITY : -weight / Math.log(uniform);
  }

  private static long hash(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return (hash ^ text.length()) * FNV_PRIME;
  }

  /** The end of MurmurHash3, after which every bit depends on every bit. */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
