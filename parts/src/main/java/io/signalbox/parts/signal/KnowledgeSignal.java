package io.signalbox.parts.signal;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.Setting;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.KnowledgeBaseConfig;
import io.signalbox.config.NotBlank;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fires when a message means what the examples of a label mean, or of a group of labels, of a
 * knowledge base; see {@link KnowledgeBase} for how they are compared. There is one such signal for
 * each knowledge base that rules name. Besides the scores of its rules it measures the numbers of
 * the knowledge base, under {@code <knowledge base>:<number>}.
 */
public final class KnowledgeSignal implements Signal {
  public static final SignalPart<Config> PART =
      new SignalPart<>("kb", "kb", Config.class, false, KnowledgeSignal::build);

  /** What kind of name a target is. */
  public enum Kind {
    LABEL,
    GROUP
  }

  /** When a target matches. */
  public enum Match {
    /** When its score reaches its threshold. */
    THRESHOLD,
    /** When no other of its kind scores higher. */
    BEST
  }

  /** One entry of {@code routing.signals.kb}. */
  public record Config(
      @Doc("What rule leaves call it.") @NotBlank String name,
      @Doc("For people.") @Default("") String description,
      @Doc("The knowledge base, of global.model_catalog.kbs.") @NotBlank String kb,
      @Doc("What must match.") Target target,
      @Doc("Whether a threshold must be reached, or nothing be better.") @Default("threshold")
          Match match) {}

  /** A label or group of a knowledge base. */
  public record Target(
      @Doc("Whether it is a label or a group.") Kind kind,
      @Doc("Its name.") @NotBlank String value) {}

  private final KnowledgeBase base;
  private final Map<String, Config> rules = new LinkedHashMap<>();

  private KnowledgeSignal(KnowledgeBase base, List<Config> configs) {
    this.base = base;
    configs.forEach(config -> rules.put(config.name(), config));
  }

  private static List<Signal> build(List<Config> configs, Setting setting, Findings findings) {
    var declared = new LinkedHashMap<String, KnowledgeBaseConfig>();
    var configured = setting.global().modelCatalog().kbs();
    for (var config : configured == null ? ShippedKnowledge.ALL : configured) {
      if (declared.putIfAbsent(config.name(), config) != null) {
        findings.refuse(config, "name", config.name() + " stands twice", "each name once");
      }
    }
    var byBase = new LinkedHashMap<String, List<Config>>();
    for (var config : configs) {
      if (declared.containsKey(config.kb())) {
        byBase.computeIfAbsent(config.kb(), any -> new ArrayList<>()).add(config);
      } else {
        var known =
            declared.isEmpty()
                ? "a knowledge base of global.model_catalog.kbs, where none is configured"
                : "one of " + String.join(", ", declared.keySet());
        findings.refuse(config, "kb", config.kb(), known);
      }
    }
    var signals = new ArrayList<Signal>();
    byBase.forEach((name, rules) ->
        base(declared.get(name), setting, findings)
            .ifPresent(base -> {
              rules.forEach(rule -> check(rule, base, findings));
              signals.add(new KnowledgeSignal(base, rules));
            }));
    return signals;
  }

  private static Optional<KnowledgeBase> base(
      @Nullable KnowledgeBaseConfig config, Setting setting, Findings findings) {
    return config == null ? Optional.empty() : KnowledgeBase.load(config, setting, findings);
  }

  private static void check(Config rule, KnowledgeBase base, Findings findings) {
    var target = rule.target();
    var known = target.kind() == Kind.LABEL ? base.labels() : base.groups();
    if (!known.contains(target.value())) {
      var kind = target.kind().name().toLowerCase(Locale.ROOT);
      var expectation =
          known.isEmpty()
              ? "none, since " + rule.kb() + " has no " + kind
              : "a " + kind + " of " + rule.kb() + ": " + String.join(", ", known);
      findings.refuse(target, "value", target.value(), expectation);
    }
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
    if (rule == null || rule.match() == Match.BEST || rule.target().kind() == Kind.GROUP) {
      // The best needs no threshold, and the labels of a group may each have their own.
      return null;
    }
    return Bounds.atLeast(base.threshold(rule.target().value()));
  }

  @Override
  public Reading read(Call call, ChatRequest request) {
    return Reading.orFailed(() -> reading(base.score(request.evaluationText(), call.deadline())));
  }

  private Reading reading(KnowledgeBase.Scores scores) {
    var labels = new LinkedHashMap<String, Double>();
    var values = new LinkedHashMap<String, Double>();
    rules.forEach((name, rule) -> {
      var target = rule.target().value();
      boolean label = rule.target().kind() == Kind.LABEL;
      var all = label ? scores.labels() : scores.groups();
      double score = all.getOrDefault(target, 0.0);
      values.put(name, score);
      boolean holds =
          switch (rule.match()) {
            case BEST -> target.equals(label ? scores.bestLabel() : scores.bestGroup());
            case THRESHOLD ->
                label ? base.matches(target, score) : base.groupMatches(target, scores.labels());
          };
      if (holds) {
        labels.put(name, Math.clamp(score, 0, 1));
      }
    });
    scores.metrics().forEach((metric, value) -> values.put(base.name() + ":" + metric, value));
    return Reading.of(labels, values);
  }
}
