package io.signalbox.server.cases;

import io.signalbox.chat.Headers;
import io.signalbox.plugin.Routed;
import io.signalbox.signal.Fact;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it must be.
 *
 * @param what for example {@code decision}
 * @param wanted what must be seen
 * @param got what was seen
 */
public record Difference(String what, String wanted, String got) {
  private static final String NONE = "none";
  private static final String ANY = "*";

  /** What differs, in the order of the expectation's keys. */
  static List<Difference> between(RoutingCase.Expected wanted, Seen seen) {
    var found = new ArrayList<Difference>();
    var routed = seen.routed();
    compare(found, "recipe", wanted.recipe(), routed == null ? NONE : or(routed.recipe()));
    compare(found, "decision", wanted.decision(), routed == null ? NONE : decision(routed));
    compare(found, "model", wanted.model(), routed == null ? NONE : routed.model().name());
    compare(
        found,
        "algorithm",
        wanted.algorithm(),
        routed == null ? NONE : or(routed.selection().algorithm()));
    compare(found, "block", text(wanted.block()), text(seen.sent() == null));
    compare(found, "status", text(wanted.status()), status(seen));
    wanted.signals().forEach(name -> signal(found, name, true, seen));
    wanted.noSignals().forEach(name -> signal(found, name, false, seen));
    headers(found, "header", wanted.headers(), seen.headers());
    var sent = seen.sent();
    headers(found, "upstream header", wanted.upstreamHeaders(), sent == null ? Headers.NONE : sent);
    if (!found.isEmpty() && !seen.refusal().isEmpty()) {
      found.add(new Difference("refused", "", seen.refusal()));
    }
    return found;
  }

  private static String decision(Routed routed) {
    return or(routed.decisionName());
  }

  private static String or(String name) {
    return name.isEmpty() ? NONE : name;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static String status(Seen seen) {
    return Integer.toString(seen.status());
  }

  private static void compare(
      List<Difference> found, String what, @Nullable String wanted, @Nullable String got) {
    if (wanted != null && !wanted.equals(got)) {
      found.add(new Difference(what, wanted, got == null ? NONE : got));
    }
  }

  private static void signal(List<Difference> found, String name, boolean holds, Seen seen) {
    int colon = name.indexOf(':');
    var signal =
        colon < 0
            ? new SignalName(name, "")
            : new SignalName(name.substring(0, colon), name.substring(colon + 1));
    var fact = seen.readings().fact(signal);
    var got =
        switch (fact) {
          case Fact.Holds _ -> "holds";
          case Fact.Absent() -> "does not hold";
          case Fact.Unknown() -> "unknown";
          case null -> "no such signal is read";
        };
    var wanted = holds ? "holds" : "does not hold";
    compare(found, "signal " + name, wanted, got);
  }

  private static void headers(
      List<Difference> found, String what, Map<String, String> wanted, Headers got) {
    wanted.forEach((name, value) -> {
      var actual = got.first(name);
      boolean right =
          value.equals(ANY) ? actual != null : value.equals(actual == null ? "" : actual);
      if (!right) {
        var asked = value.isEmpty() ? "absent" : value.equals(ANY) ? "any value" : value;
        found.add(new Difference(what + " " + name, asked, actual == null ? "absent" : actual));
      }
    });
  }
}
