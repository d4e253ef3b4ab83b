package io.signalbox.plugin;

import io.signalbox.chat.Call;
import io.signalbox.chat.Calls;
import io.signalbox.decide.Verdict;
import io.signalbox.fleet.Model;
import io.signalbox.select.Candidate;
import io.signalbox.select.Selection;
import io.signalbox.signal.Readings;
import java.util.List;
import java.util.Map;

/** Routed calls for tests. */
public final class RoutedCalls {
  private RoutedCalls() {}

  /** A call routed to a model of that name. */
  public static Routed to(String model) {
    return of(Calls.with(), Readings.NONE, Verdict.NONE, model);
  }

  /** A call of the recipe {@code default}, routed to a model of that name. */
  public static Routed of(Call call, Readings readings, Verdict verdict, String model) {
    var selection = new Selection(new Candidate(model(model), null), "single", "the only one");
    return new Routed(call, "default", "auto", readings, verdict, selection);
  }

  /** A model that only the proxy knows where to find. */
  public static Model model(String name) {
    return new Model(name, null, null, null, Map.of(), List.of());
  }
}
