package io.signalbox.select;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Vitals that are set by hand; every percentile is the same. */
public final class FakeVitals implements Vitals {
  private final Map<String, Double> perToken = new HashMap<>();
  private final Map<String, Double> toFirst = new HashMap<>();
  private final Map<String, Double> answers = new HashMap<>();
  private final Map<String, Integer> inFlight = new HashMap<>();

  public FakeVitals perToken(String model, double seconds) {
    perToken.put(model, seconds);
    return this;
  }

  public FakeVitals toFirst(String model, double seconds) {
    toFirst.put(model, seconds);
    return this;
  }

  public FakeVitals answers(String model, double tokens) {
    answers.put(model, tokens);
    return this;
  }

  public FakeVitals inFlight(String model, int count) {
    inFlight.put(model, count);
    return this;
  }

  private static OptionalDouble of(Map<String, Double> values, String model) {
    var value = values.get(model);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  @Override
  public OptionalDouble secondsPerToken(String model, int percentile) {
    return of(perToken, model);
  }

  @Override
  public OptionalDouble secondsToFirstToken(String model, int percentile) {
    return of(toFirst, model);
  }

  @Override
  public OptionalDouble answerTokens(String model) {
    return of(answers, model);
  }

  @Override
  public int inFlight(String model) {
    return inFlight.getOrDefault(model, 0);
  }
}
