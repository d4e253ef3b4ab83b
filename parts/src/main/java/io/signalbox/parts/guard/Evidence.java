package io.signalbox.parts.guard;

import io.signalbox.infer.Classification;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What speaks for and against an attack in one reading of a text, as numbers that can be weighed.
 *
 * @param values by the names of {@link #names()}
 * @param jailbreak share of a jailbreak in what the models find, 0 to 1
 * @param injection share of an injection
 * @param harmful probability that harm is asked for
 */
record Evidence(List<Double> values, double jailbreak, double injection, double harmful) {
  private static final double FURTHEST = 6;

  /** How much of what the encoder says of harm counts; the n-grams say the rest. */
  private static final double ENCODER_SHARE = 0.75;

  private static final List<String> MODELS =
      List.of("encoder_attack", "encoder_injection", "ngram_attack", "ngram_injection");

  /** The names of all values, in order. */
  static List<String> names() {
    var names = new ArrayList<>(MODELS);
    Intents.standard().names().forEach(intent -> names.add("intent_" + intent));
    names.add("disguised");
    return List.copyOf(names);
  }

  /**
   * Weighs up one reading.
   *
   * @param encoder what the encoder, or what stands in its place, says
   * @param positives labels that count as an attack beside {@code injection}
   * @param ngrams what the n-grams say
   * @param intents the measures of {@link Intents}
   * @param disguised whether the text was read out of a disguise
   */
  static Evidence of(
      Classification encoder,
      List<String> positives,
      Map<String, Double> ngrams,
      double[] intents,
      boolean disguised) {
    double encoderJailbreak = encoder.probability("jailbreak");
    for (var label : positives) {
      // Labels of a classifier of the user's own, which stand for attacks of any kind.
      encoderJailbreak += PromptGuard.LABELS.contains(label) ? 0 : encoder.probability(label);
    }
    double encoderInjection = encoder.probability("injection");
    double ngramJailbreak = ngrams.getOrDefault("jailbreak", 0.0);
    double ngramInjection = ngrams.getOrDefault("injection", 0.0);
    var values = new double[MODELS.size() + intents.length + 1];
    values[0] = logit(encoderJailbreak + encoderInjection);
    values[1] = logit(encoderInjection);
    values[2] = logit(ngramJailbreak + ngramInjection);
    values[3] = logit(ngramInjection);
    System.arraycopy(intents, 0, values, MODELS.size(), intents.length);
    values[values.length - 1] = disguised ? 1 : 0;
    return new Evidence(
        Arrays.stream(values).boxed().toList(),
        encoderJailbreak + ngramJailbreak / 4,
        encoderInjection + ngramInjection / 4,
        ENCODER_SHARE * encoder.probability("harmful")
            + (1 - ENCODER_SHARE) * ngrams.getOrDefault("harmful", 0.0));
  }

  private static double logit(double probability) {
    double inside = Math.clamp(probability, 1e-6, 1 - 1e-6);
    return Math.clamp(Math.log(inside / (1 - inside)), -FURTHEST, FURTHEST);
  }
}
