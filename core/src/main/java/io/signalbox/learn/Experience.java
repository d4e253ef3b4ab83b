package io.signalbox.learn;

import io.signalbox.select.RouteName;
import java.util.List;
import java.util.function.BiFunction;

/**
 * How models proved on each route. Outcomes count for a belief about each model, and for an Elo
 * rating: an outcome is a match of the model against the other candidates of its call, whose
 * ratings stand for one opponent by their mean. What it wins they lose in equal parts, so the sum
 * of a route's ratings stays.
 *
 * <p>Sources: A. Elo, The Rating of Chessplayers (1978).
 */
public final class Experience {
  private static final int MOST = 10_000;
  private static final double STEP = 32;
  private static final double SCALE = 400;

  private final Remembered<Key, Standing> standings = new Remembered<>(MOST);

  private record Key(RouteName route, String model) {}

  /** What was learnt of a model on a route. */
  public Standing of(RouteName route, String model) {
    var known = standings.find(new Key(route, model));
    return known == null ? Standing.NEW : known;
  }

  /** Notes that a model was chosen. */
  void asked(RouteName route, String model) {
    standings.change(new Key(route, model), Standing.NEW, Standing::askedAgain);
  }

  /**
   * Notes an outcome.
   *
   * @param candidates every model that the call could have gone to; may hold the model itself
   */
  void judged(RouteName route, String model, List<String> candidates, Fit fit) {
    standings.change(new Key(route, model), Standing.NEW, known -> known.judged(fit));
    var rivals = candidates.stream().filter(name -> !name.equals(model)).distinct().toList();
    if (rivals.isEmpty()) {
      return;
    }
    double theirs =
        rivals.stream().mapToDouble(rival -> of(route, rival).rating()).average().orElseThrow();
    double expected = 1 / (1 + Math.pow(10, (theirs - of(route, model).rating()) / SCALE));
    double won = STEP * (fit.points() - expected);
    standings.change(new Key(route, model), Standing.NEW, known -> known.rated(won));
    for (var rival : rivals) {
      standings.change(
          new Key(route, rival), Standing.NEW, known -> known.rated(-won / rivals.size()));
    }
  }

  /** Everything that was learnt, for people and metrics. */
  public <T> List<T> each(Report<T> report) {
    BiFunction<Key, Standing, T> make =
        (key, standing) -> report.of(key.route(), key.model(), standing);
    return standings.each(make);
  }

  /** Makes something of what was learnt of a model on a route. */
  @FunctionalInterface
  public interface Report<T> {
    T of(RouteName route, String model, Standing standing);
  }
}
