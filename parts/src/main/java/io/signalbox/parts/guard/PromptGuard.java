package io.signalbox.parts.guard;

import io.signalbox.chat.Deadline;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.Coverage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells how likely a text attacks a model, and how.
 *
 * <p>A text is read as it stands, and again as each of its {@link Disguises} is made plain. Every
 * reading gives three kinds of evidence: what the encoder says of its windows, what n-grams say,
 * and which {@link Intents} its words show. {@link Scales} weighs them, by the origin of the text.
 * The worst reading counts, so that hiding an attack in something harmless does not help; a
 * disguise by itself is no attack. What was read is remembered by the text's hash.
 */
public final class PromptGuard {
  /** What the safety head tells of. */
  static final Set<String> LABELS = Set.of("benign", "jailbreak", "injection", "harmful");

  private static final double LIKELY = 0.5;

  private final Classifier encoder;
  private final NgramHead ngrams;
  private final Scales scales;
  private final List<String> positives;
  private final Memo memo = new Memo();

  /**
   * A guard with the n-grams and weights that ship.
   *
   * @param encoder the safety head, or a classifier in its place
   * @param positives the labels that make the risk: {@code jailbreak} stands for jailbreaks and
   *     injections, {@code injection} for these alone, {@code harmful} for requests of harm; any
   *     other is one of the classifier's own
   */
  public PromptGuard(Classifier encoder, List<String> positives) {
    this.encoder = encoder;
    this.positives = List.copyOf(positives);
    ngrams = NgramHead.shipped();
    scales = Scales.shipped();
  }

  /**
   * Reads a text.
   *
   * @throws io.signalbox.chat.RouterException as the classifier does; nothing is told then
   */
  public Assessment assess(String text, Origin origin, Deadline deadline) {
    if (text.isBlank()) {
      return Assessment.CLEAN;
    }
    var key = memo.key(text, origin);
    var known = memo.get(key);
    if (known != null) {
      return known;
    }
    var assessment = read(text, origin, deadline);
    if (assessment.coverage().complete()) {
      memo.put(key, assessment);
    }
    return assessment;
  }

  private Assessment read(String text, Origin origin, Deadline deadline) {
    var readings = readings(text, deadline);
    double risk = 0;
    double harmful = 0;
    Evidence worst = readings.getFirst().evidence();
    var techniques = EnumSet.noneOf(Technique.class);
    for (var reading : readings) {
      double attack = scales.risk(reading.evidence(), origin);
      if (attack > risk) {
        risk = attack;
        worst = reading.evidence();
      }
      harmful = Math.max(harmful, reading.evidence().harmful());
      if (attack >= LIKELY && reading.variant() != null) {
        techniques.addAll(reading.variant().techniques());
      }
    }
    // The likelier kind has the whole risk, the other one its share of it.
    double likelier = Math.max(1e-9, Math.max(worst.jailbreak(), worst.injection()));
    double jailbreak = risk * worst.jailbreak() / likelier;
    double injection = risk * worst.injection() / likelier;
    return new Assessment(
        counted(risk, injection, harmful),
        Map.of("jailbreak", jailbreak, "injection", injection, "harmful", Math.min(1, harmful)),
        techniques,
        readings.getFirst().coverage());
  }

  private double counted(double attack, double injection, double harmful) {
    double risk = 0;
    for (var label : positives) {
      risk =
          Math.max(
              risk,
              switch (label) {
                case "injection" -> injection;
                case "harmful" -> harmful;
                case "benign" -> 0;
                default -> attack;
              });
    }
    return risk;
  }

  /** One way to read a text; the text as it stands has no variant. */
  record Read(@Nullable Variant variant, Evidence evidence, Coverage coverage) {}

  /** All ways to read a text, as it stands first. */
  List<Read> readings(String text, Deadline deadline) {
    var readings = new ArrayList<Read>();
    readings.add(reading(text, null, deadline));
    for (var variant : Disguises.of(text)) {
      readings.add(reading(variant.text(), variant, deadline));
    }
    return readings;
  }

  private Read reading(String text, @Nullable Variant variant, Deadline deadline) {
    var said = encoder.classify(text, deadline);
    var evidence =
        Evidence.of(
            said,
            positives,
            ngrams.classify(text),
            Intents.standard().measure(text),
            variant != null);
    return new Read(variant, evidence, said.coverage());
  }
}
