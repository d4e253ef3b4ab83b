package io.signalbox.parts.signal;

import io.signalbox.catalog.Setting;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Role;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.NotBlank;
import io.signalbox.config.Range;
import io.signalbox.infer.Embedder;
import io.signalbox.parts.meaning.Meaning;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fires when the user asks again what was asked before, which tells that the answer did not help.
 * Turns are compared by their meaning: by the cosine of their vectors. What was measured is the
 * streak: how many of the turns before, the newest first, are like this one without a break.
 */
public final class ReaskSignal implements Signal {
  public static final SignalPart<Config> PART =
      new SignalPart<>(
          "reasks",
          "reask",
          Config.class,
          false,
          (configs, setting, findings) ->
              configs.isEmpty() ? List.of() : List.of(new ReaskSignal(configs, setting)));

  private static final double USUAL = 0.8;

  /** One entry of {@code routing.signals.reasks}. */
  public record Config(
      @Doc("What rule leaves call it.") @NotBlank String name,
      @Doc("For people.") @Default("") String description,
      @Doc("How alike two turns must be: a cosine of the embedding model.")
          @Default("0.8")
          @Range(min = 0, max = 1)
          double threshold,
      @Doc("How many turns before must be like the newest one.")
          @Default("1")
          @Range(min = 1, max = 100)
          int lookbackTurns) {
    double leastLikeness() {
      return threshold == 0 ? USUAL : threshold;
    }
  }

  private final Map<String, Config> rules = new LinkedHashMap<>();
  private final Meaning meaning;
  private final int furthest;
  private final double loosest;

  private ReaskSignal(List<Config> configs, Setting setting) {
    configs.forEach(config -> rules.put(config.name(), config));
    meaning = Meaning.of(setting.ports());
    loosest = configs.stream().mapToDouble(Config::leastLikeness).min().orElse(USUAL);
    furthest = configs.stream().mapToInt(Config::lookbackTurns).max().orElse(1);
  }

  @Override
  public String type() {
    return PART.leafType();
  }

  @Override
  public Set<String> names() {
    return rules.keySet();
  }

  @Override
  public Cost cost() {
    return Cost.MODEL;
  }

  @Override
  public @Nullable Bounds bounds(String name) {
    var rule = rules.get(name);
    return rule == null ? null : Bounds.atLeast(rule.lookbackTurns);
  }

  @Override
  public Reading read(Call call, ChatRequest request) {
    return Reading.orFailed(() -> reading(likeness(call, request)));
  }

  private Reading reading(List<Double> likeness) {
    var labels = new LinkedHashMap<String, Double>();
    var values = new LinkedHashMap<String, Double>();
    int longest = 0;
    for (var rule : rules.values()) {
      int streak = streak(likeness, rule.leastLikeness());
      values.put(rule.name, (double) streak);
      if (streak >= rule.lookbackTurns) {
        // Who asked three times also asked twice: only the strongest statement counts.
        if (rule.lookbackTurns > longest) {
          labels.clear();
          longest = rule.lookbackTurns;
        }
        if (rule.lookbackTurns == longest) {
          var looked = likeness.subList(0, rule.lookbackTurns);
          labels.put(rule.name, looked.stream().mapToDouble(d -> d).min().orElse(0));
        }
      }
    }
    return Reading.of(labels, values);
  }

  /**
   * How alike the turns before are to the newest one, the nearest first, as far as any rule would
   * go on.
   */
  private List<Double> likeness(Call call, ChatRequest request) {
    var likeness = new ArrayList<Double>();
    var messages = request.messages();
    String newest = null;
    float[] vector = null;
    // Streaks are measured some way beyond what any rule asks for, but not without end.
    for (int i = messages.size() - 1; i >= 0 && likeness.size() < 2 * furthest + 8; i--) {
      var message = messages.get(i);
      if (message.role() != Role.USER || message.text().isBlank()) {
        continue;
      }
      var turn = message.text();
      if (newest == null) {
        newest = turn;
        continue;
      }
      if (turn.equals(newest)) {
        likeness.add(1.0);
        continue;
      }
      if (vector == null) {
        vector = meaning.of(newest, call.deadline());
      }
      double cosine = Embedder.cosine(vector, meaning.of(turn, call.deadline()));
      likeness.add(Math.clamp(cosine, 0, 1));
      if (cosine < loosest) {
        break;
      }
    }
    return likeness;
  }

  private static int streak(List<Double> likeness, double least) {
    int streak = 0;
    while (streak < likeness.size() && likeness.get(streak) >= least) {
      streak++;
    }
    return streak;
  }
}
