package io.signalbox.server.observe;

import io.signalbox.chat.Call;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.RouterEvents;
import io.signalbox.plugin.Routed;
import io.signalbox.select.Vitals;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How models fare, from what calls show: the newest of their replies that came whole, for some
 * minutes. It outlives a configuration. A call whose end nobody tells stops counting when nobody
 * holds it any more.
 */
public final class LiveVitals implements Vitals, RouterEvents {
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int MOST_MODELS = 4096;

  private final InstantSource clock;
  private final Map<String, Pulse> models = new ConcurrentHashMap<>();
  private final ByCall<String> open = new ByCall<>(this::left);

  /** What is known of one model. */
  private record Pulse(
      AtomicInteger inFlight, Samples perToken, Samples toFirst, Samples answerTokens) {
    Pulse(InstantSource clock) {
      this(
          new AtomicInteger(),
          new Samples(clock, WINDOW),
          new Samples(clock, WINDOW),
          new Samples(clock, WINDOW));
    }
  }

  public LiveVitals(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public OptionalDouble secondsPerToken(String model, int percentile) {
    var pulse = models.get(model);
    return pulse == null ? OptionalDouble.empty() : pulse.perToken.percentile(percentile);
  }

  @Override
  public OptionalDouble secondsToFirstToken(String model, int percentile) {
    var pulse = models.get(model);
    return pulse == null ? OptionalDouble.empty() : pulse.toFirst.percentile(percentile);
  }

  @Override
  public OptionalDouble answerTokens(String model) {
    var pulse = models.get(model);
    return pulse == null ? OptionalDouble.empty() : pulse.answerTokens.mean();
  }

  @Override
  public int inFlight(String model) {
    open.forget();
    var pulse = models.get(model);
    return pulse == null ? 0 : pulse.inFlight.get();
  }

  @Override
  public void sent(Routed routed) {
    open.forget();
    var model = routed.model().name();
    var pulse = pulse(model);
    if (pulse != null) {
      pulse.inFlight.incrementAndGet();
      left(open.put(routed.call(), model));
    }
  }

  @Override
  public void finished(Routed routed, Ending ending) {
    left(open.remove(routed.call()));
    var pulse = pulse(routed.model().name());
    boolean answered = ending.complete() && ending.error() == null && ending.status() < 400;
    // What a plugin answers in its place says nothing of a model.
    if (pulse == null || !answered || ending.answeredBy() != null) {
      return;
    }
    var first = ending.timeToFirstByte();
    if (first != null) {
      pulse.toFirst.add(RoutingMeters.seconds(first));
    }
    var usage = ending.usage();
    if (usage != null && usage.completion() > 0) {
      double tokens = (double) usage.completion();
      pulse.perToken.add(RoutingMeters.seconds(ending.total()) / tokens);
      pulse.answerTokens.add(tokens);
    }
  }

  @Override
  public void failed(Call call, @Nullable String askedFor, RouterException error) {
    left(open.remove(call));
  }

  private @Nullable Pulse pulse(String model) {
    var known = models.get(model);
    return known != null || models.size() >= MOST_MODELS
        ? known
        : models.computeIfAbsent(model, any -> new Pulse(clock));
  }

  private void left(@Nullable String model) {
    var pulse = model == null ? null : models.get(model);
    if (pulse != null) {
      pulse.inFlight.decrementAndGet();
    }
  }
}
