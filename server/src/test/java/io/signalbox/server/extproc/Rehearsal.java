package io.signalbox.server.extproc;

import io.signalbox.catalog.Catalog;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Header;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.Router;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.parts.StandardParts;
import io.signalbox.server.door.Budget;
import io.signalbox.server.door.DoorLimits;
import io.signalbox.server.extproc.Scenario.Ask;
import io.signalbox.server.extproc.Scenario.Mischief;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Plays scenarios against sessions of one router, one at a time, and says what was wrong.
 *
 * <p>Wrong is: an answer that the proxy ignores or punishes, both waiting for each other, a call
 * that ends other than once, a guarded prompt that reaches a backend, and, of exchanges that go
 * their way, another outcome than at a proxy that shows everything at once.
 */
final class Rehearsal {
  static final String CONFIG =
      TestRouter.CONFIG
          .replace("max_request_bytes: 10485760", "max_request_bytes: " + Scenario.MOST_BODY_BYTES)
          .replace("global:\n", "global:\n  router: {unseen_prompt: block}\n")
          .replace(
              "    keywords:\n",
              "    keywords:\n    - {name: bad, operator: OR, keywords: [forbidden]}\n")
          .replace(
              "  decisions:\n",
              """
                decisions:
                - name: guarded_decision
                  priority: 99
                  rules: {operator: OR, conditions: [{type: keyword, name: bad}]}
                  modelRefs: [{model: base-model}]
                  plugins:
                  - {type: guard, configuration: {}}
              """);

  private static final Catalog CATALOG = catalog();

  private final Tally tally = new Tally();
  private final Router router = TestRouter.router(CATALOG, CONFIG, tally);
  private final Map<Ask, Outcome> plain = new EnumMap<>(Ask.class);
  private List<Object> log = List.of();

  private static Catalog catalog() {
    var standard = StandardParts.catalog();
    var plugins = new ArrayList<>(standard.plugins());
    plugins.add(GuardPlugin.PART);
    return new Catalog(standard.signals(), standard.selectors(), plugins, standard.protocols());
  }

  /** What is wrong with a scenario's conversation; empty when nothing is. */
  List<String> defects(Scenario scenario) {
    tally.clear();
    var emulator = scenario.emulator();
    log = emulator.log();
    ProxyChannel channel =
        scenario.mischief() == Mischief.NONE
            ? emulator
            : new Garbled(emulator, scenario.mischief(), new SplittableRandom(scenario.seed() + 4));
    var budget = new Budget(4096, 256 << 20);
    boolean well = true;
    try {
      new EnvoySession(channel, router, CATALOG, tally, DoorLimits.STANDARD, budget).run();
    } catch (RouterException silent) {
      // The stream then ends with an error, and the proxy closes the exchange.
      well = false;
      if (silent.fault() != Fault.SLOW_REQUEST) {
        return List.of("the session fails: " + silent);
      }
    } catch (RuntimeException escaped) {
      return List.of("the session fails: " + escaped);
    }
    var conversation = Conversation.of(emulator, well);
    var defects = new ArrayList<String>();
    defects.addAll(conversation.shapes());
    if (scenario.mischief() == Mischief.NONE) {
      defects.addAll(conversation.defects());
    }
    if (budget.calls() != 0 || budget.bytes() != 0) {
      defects.add("the budget is not given back");
    }
    calls(scenario, defects);
    guard(scenario, conversation.outcome(), defects);
    if (scenario.mischief() == Mischief.NONE && scenario.course().smooth()) {
      outcome(scenario, conversation.outcome(), defects);
    }
    return defects;
  }

  /** Messages and answers of the last scenario. */
  List<Object> log() {
    return log;
  }

  private void calls(Scenario scenario, List<String> defects) {
    int ends = tally.finished() + tally.failed();
    boolean balanced =
        scenario.mischief() == Mischief.NONE
            ? tally.routed() <= 1 && tally.finished() <= tally.routed() && ends <= 1
            : tally.finished() <= tally.routed();
    if (!balanced || (tally.routed() > 0 && ends == 0)) {
      defects.add("a call does not end once: " + tally);
    }
  }

  private static void guard(Scenario scenario, Outcome outcome, List<String> defects) {
    var upstream = outcome.upstream();
    // What is hidden altogether, headers and body, nobody can stop.
    boolean hidden =
        !scenario.requestShown()
            && (!scenario.promptShown() || scenario.overflows())
            && scenario.requestMode() == BodySendMode.NONE;
    boolean open = scenario.settings().failOpen();
    if (scenario.ask() == Ask.GUARDED
        && upstream != null
        && !hidden
        && !open
        && upstream.body().toStringUtf8().contains("forbidden")) {
      defects.add("a guarded prompt reaches the backend");
    }
  }

  private void outcome(Scenario scenario, Outcome outcome, List<String> defects) {
    if (scenario.overflows() || !scenario.promptShown()) {
      return;
    }
    if (!scenario.requestShown() && !scenario.ask().routed()) {
      // Without a path, what is no turn of chat is not known for what it is.
      return;
    }
    var expected = plain(scenario);
    var wanted = arrived(expected);
    var got = arrived(outcome);
    if (got != null && wanted != null) {
      request(scenario, got, wanted, defects);
    } else if (got != null && !(got.body().isEmpty() && endHidden(scenario))) {
      defects.add("reaches the backend");
    } else if (wanted != null) {
      defects.add("misses the backend");
    }
    var seen = outcome.client();
    var refusal = expected.client();
    if (seen == null) {
      defects.add("the client gets nothing");
    } else if (got != null && wanted != null) {
      reply(scenario, seen, defects);
    } else if (got == null && refusal != null && !looksCut(scenario)) {
      expectStatus(seen, refusal.status(), defects);
    }
  }

  /** The request, when it reached the backend to its end. */
  private static Outcome.@Nullable Request arrived(Outcome outcome) {
    var upstream = outcome.upstream();
    return upstream != null && upstream.complete() ? upstream : null;
  }

  private static void request(
      Scenario scenario, Outcome.Request got, Outcome.Request wanted, List<String> defects) {
    if (!got.body().equals(wanted.body())) {
      defects.add("another body reaches the backend: " + got.body().size());
    }
    boolean keepsTrailers = scenario.settings().kind() == ProxySettings.Kind.ENVOY;
    if (keepsTrailers && !got.trailers().equals(scenario.call().trailers())) {
      defects.add("the request's trailers are lost");
    }
  }

  private static void expectStatus(Outcome.Reply seen, int status, List<String> defects) {
    if (seen.status() != status) {
      defects.add("status %d (expected: %d)".formatted(seen.status(), status));
    }
  }

  /** With trailers behind it, a whole body in BUFFERED_PARTIAL looks like a cut one. */
  private static boolean looksCut(Scenario scenario) {
    return scenario.requestMode() == BodySendMode.BUFFERED_PARTIAL
        && !scenario.call().trailers().isEmpty();
  }

  /** req-streamed.trailers: a body of which no end is told cannot be refused for where it ends. */
  private static boolean endHidden(Scenario scenario) {
    return scenario.requestMode() == BodySendMode.STREAMED && !scenario.call().trailers().isEmpty();
  }

  private static void reply(Scenario scenario, Outcome.Reply seen, List<String> defects) {
    expectStatus(seen, scenario.answer().status(), defects);
    if (!seen.body().equals(scenario.reply().body())) {
      defects.add("another reply reaches the client: " + seen.body().size());
    }
    boolean retry = seen.headers().contains(new Header("retry-after", "7"));
    if (scenario.reply().headers().contains(new Header("retry-after", "7")) != retry) {
      defects.add("retry-after is lost");
    }
    boolean keepsTrailers = scenario.settings().kind() == ProxySettings.Kind.ENVOY;
    if (keepsTrailers && !seen.trailers().equals(scenario.reply().trailers())) {
      defects.add("trailers are lost");
    }
  }

  private Outcome plain(Scenario scenario) {
    return plain.computeIfAbsent(
        scenario.ask(),
        ask -> {
          var emulator = scenario.plain().emulator();
          new EnvoySession(
                  emulator,
                  router,
                  CATALOG,
                  tally,
                  DoorLimits.STANDARD,
                  new Budget(4096, 256 << 20))
              .run();
          return Conversation.of(emulator, true).outcome();
        });
  }

  /** The plainest scenario that still goes wrong. */
  Scenario shrunk(Scenario scenario) {
    var defect = defects(scenario).getFirst();
    @Nullable Scenario found = scenario;
    var plainest = scenario;
    while (found != null) {
      plainest = found;
      found =
          Scenarios.simpler(plainest).stream()
              .filter(simpler -> defects(simpler).contains(defect))
              .findFirst()
              .orElse(null);
    }
    return plainest;
  }
}
