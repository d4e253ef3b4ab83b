package io.signalbox.parts.signal;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.NotBlank;
import io.signalbox.parts.text.Text;
import io.signalbox.parts.text.TextWindow;
import io.signalbox.parts.text.WordSearch;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fires when a message tells of an event: of its type, its severity, its code or its urgency. Any
 * criterion that is configured suffices; the more of them, the surer. What was measured is how many
 * of them were met.
 */
public final class EventSignal implements Signal {
  public static final SignalPart<Config> PART =
      new SignalPart<>(
          "events",
          "event",
          Config.class,
          false,
          (configs, setting, findings) -> {
            var rules = new Rules(findings);
            configs.forEach(rules::add);
            return rules.criteria.isEmpty() ? List.of() : List.of(new EventSignal(rules));
          });

  private static final List<String> SEVERITIES = List.of("critical", "high", "medium", "low");

  private static final List<String> URGENCY =
      List.of(
          "urgent",
          "urgently",
          "immediate",
          "immediately",
          "asap",
          "as soon as possible",
          "right away",
          "now",
          "deadline",
          "overdue",
          "time sensitive",
          "time-sensitive",
          "time_sensitive",
          "critical window",
          "critical-window",
          "critical_window");

  /** One entry of {@code routing.signals.events}. */
  public record Config(
      @Doc("What rule leaves call it.") @NotBlank String name,
      @Doc("For people.") @Default("") String description,
      @Doc("Types of events, as words of the text.") @Default("[]") @NotBlank
          List<String> eventTypes,
      @Doc("Severities, as words of the text: critical, high, medium, low.")
          @Default("[]")
          @NotBlank
          List<String> severities,
      @Doc("Codes of actions, as words of the text.") @Default("[]") @NotBlank
          List<String> actionCodes,
      @Doc("Whether words of urgency count, such as asap or deadline.") @Default("false")
          boolean temporal) {}

  /** The criteria of all rules. */
  private static final class Rules {
    private final Findings findings;
    private final List<String> words = new ArrayList<>();
    private final Map<String, List<int[]>> criteria = new LinkedHashMap<>();

    Rules(Findings findings) {
      this.findings = findings;
    }

    void add(Config config) {
      var own = new ArrayList<int[]>();
      add(own, config.eventTypes());
      add(own, severities(config));
      add(own, config.actionCodes());
      add(own, config.temporal() ? URGENCY : List.of());
      if (own.isEmpty() && config.severities().isEmpty()) {
        findings.refuse(
            config,
            "eventTypes",
            "missing",
            "event_types, severities, action_codes or temporal: true");
      }
      criteria.put(config.name(), own);
    }

    private List<String> severities(Config config) {
      var known = new ArrayList<String>();
      for (int i = 0; i < config.severities().size(); i++) {
        var severity = config.severities().get(i).strip().toLowerCase(Locale.ROOT);
        if (SEVERITIES.contains(severity)) {
          known.add(severity);
        } else {
          var place = "severities[%d]".formatted(i);
          var expectation = "one of " + String.join(", ", SEVERITIES);
          findings.refuse(config, place, config.severities().get(i), expectation);
        }
      }
      return known;
    }

    /** A criterion, when it has words: the range of their numbers. */
    private void add(List<int[]> own, List<String> wanted) {
      if (!wanted.isEmpty()) {
        int from = words.size();
        wanted.forEach(word -> words.add(word.strip()));
        own.add(new int[] {from, words.size()});
      }
    }
  }

  private final WordSearch.Indexed words;
  private final Map<String, List<int[]>> criteria;

  private EventSignal(Rules rules) {
    words = WordSearch.of(rules.words, false);
    criteria = rules.criteria;
  }

  @Override
  public String type() {
    return PART.leafType();
  }

  @Override
  public Set<String> names() {
    return criteria.keySet();
  }

  @Override
  public Cost cost() {
    return Cost.FREE;
  }

  @Override
  public @Nullable Bounds bounds(String name) {
    return Bounds.atLeast(1);
  }

  @Override
  public Reading read(Call call, ChatRequest request) {
    var found = words.search().found(new Text(TextWindow.of(request.evaluationText())));
    var labels = new LinkedHashMap<String, Double>();
    var values = new LinkedHashMap<String, Double>();
    criteria.forEach((name, own) -> {
      long met = own.stream().filter(range -> any(found, range)).count();
      values.put(name, (double) met);
      if (met > 0) {
        labels.put(name, 0.5 + 0.5 * met / own.size());
      }
    });
    return Reading.of(labels, values);
  }

  private boolean any(BitSet found, int[] range) {
    for (int i = range[0]; i < range[1]; i++) {
      if (found.get(words.wordOf()[i])) {
        return true;
      }
    }
    return false;
  }
}
