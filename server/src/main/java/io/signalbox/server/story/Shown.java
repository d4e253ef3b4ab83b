package io.signalbox.server.story;

import io.signalbox.server.observe.RequestId;
import io.signalbox.signal.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What of a story may be shown, in the forms that its readers share; never text of a prompt. */
public final class Shown {
  private Shown() {}

  /**
   * A signal that held.
   *
   * @param type of the signal
   * @param name that held
   * @param confidence 0 to 1
   * @param value what was measured, or null
   */
  public record Match(String type, String name, double confidence, @Nullable Double value) {}

  /** The signals that held. */
  public static List<Match> matches(Story story) {
    var matches = new ArrayList<Match>();
    var routed = story.routed();
    if (routed != null) {
      routed
          .readings()
          .facts()
          .forEach((name, fact) -> {
            if (fact instanceof Fact.Holds(double confidence)) {
              matches.add(
                  new Match(name.type(), name.name(), confidence, routed.readings().value(name)));
            }
          });
    }
    return matches;
  }

  /** The types of the signals that could not tell. */
  public static List<String> failures(Story story) {
    var routed = story.routed();
    return routed == null
        ? List.of()
        : routed.readings().failures().keySet().stream().sorted().toList();
  }

  /** What was measured, by {@code type:name}. */
  public static Map<String, Double> values(Story story) {
    var values = new TreeMap<String, Double>();
    var routed = story.routed();
    if (routed != null) {
      routed
          .readings()
          .values()
          .forEach((name, value) -> values.put(name.type() + ":" + name.name(), value));
    }
    return values;
  }

  /** The model asked for, printable; the empty string when it is not known. */
  public static String askedFor(Story story) {
    var asked = story.asked();
    return asked == null ? "" : RequestId.printable(asked.model());
  }

  /** What a call ended with, as a word; the empty string when all went well. */
  public static String fault(Story story) {
    var served = story.served();
    var error = served == null ? null : served.error();
    return error == null ? "" : error.fault().name().toLowerCase(Locale.ROOT);
  }

  /** The value of a request header, printable; the empty string when there is none. */
  public static String header(Story story, String name) {
    var value = story.call().headers().first(name);
    return value == null ? "" : RequestId.printable(value);
  }
}
