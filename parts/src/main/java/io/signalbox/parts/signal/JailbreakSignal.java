package io.signalbox.parts.signal;

import com.google.re2j.PatternSyntaxException;
import io.signalbox.catalog.Findings;
import io.signalbox.catalog.Setting;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Role;
import io.signalbox.chat.RouterException;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.NotBlank;
import io.signalbox.config.PromptGuardConfig.OnError;
import io.signalbox.config.Range;
import io.signalbox.config.ReadingConfig.Beyond;
import io.signalbox.infer.Coverage;
import io.signalbox.infer.Head;
import io.signalbox.parts.guard.Assessment;
import io.signalbox.parts.guard.Contrast;
import io.signalbox.parts.guard.Origin;
import io.signalbox.parts.guard.Phrases;
import io.signalbox.parts.guard.PromptGuard;
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
 * Fires when a prompt attacks the model: a jailbreak, or an injection in what was fetched for it.
 *
 * <p>Every text is read by itself. The newest user text is judged as a user's, results of tools
 * behind it as retrieved, where any order to the model is an attack; with {@code include_history}
 * the texts before are read as well, and instructions and answers of the model with them. The worst
 * text counts.
 */
public final class JailbreakSignal implements Signal {
  public static final SignalPart<Config> PART =
      new SignalPart<>("jailbreak", "jailbreak", Config.class, false, true, JailbreakSignal::build);

  private static final double USUAL_MARGIN = 0.1;

  /** How an attack is told. */
  public enum Method {
    /** By the prompt guard. */
    CLASSIFIER,
    /** By how much nearer a sentence is to the examples of attacks than to harmless ones. */
    CONTRASTIVE,
    /** By phrases and patterns. */
    PATTERN,
    /** By any of them. */
    HYBRID
  }

  /** One entry of {@code routing.signals.jailbreak}. */
  public record Config(
      @Doc("What rule leaves call it.") @NotBlank String name,
      @Doc("For people.") @Default("") String description,
      @Doc("How an attack is told: classifier, contrastive, pattern, or hybrid for any of them.")
          @Default("classifier")
          Method method,
      @Doc(
              "Least risk, 0 to 1, or least margin for contrastive; prompt_guard's when left out,"
                  + " 0.1 for contrastive.")
          @Range(min = 0, max = 1)
          @Nullable Double threshold,
      @Doc("Whether the texts before the newest are read as well.") @Default("false")
          boolean includeHistory,
      @Doc("Examples of attacks, or phrases, or RE2 patterns between slashes.") @Default("[]")
          List<String> jailbreakPatterns,
      @Doc("Examples of harmless prompts, or phrases whose matches do not count.") @Default("[]")
          List<String> benignPatterns) {}

  /** A rule and what it looks with; null for what it does not use. */
  private record Rule(
      Config config,
      double threshold,
      @Nullable PromptGuard guard,
      @Nullable Contrast contrast,
      @Nullable Phrases phrases) {}

  /** A text and whose it is. */
  private record Source(String text, Origin origin) {}

  private final Map<String, Rule> rules = new LinkedHashMap<>();
  private final Beyond beyond;
  private final @Nullable OnError onError;

  private JailbreakSignal(List<Rule> rules, Beyond beyond, @Nullable OnError onError) {
    rules.forEach(rule -> this.rules.put(rule.config.name(), rule));
    this.beyond = beyond;
    this.onError = onError;
  }

  private static List<Signal> build(List<Config> configs, Setting setting, Findings findings) {
    if (configs.isEmpty()) {
      return List.of();
    }
    var maker = new Maker(setting, findings);
    var rules = configs.stream().map(maker::rule).toList();
    var modules = setting.global().modelCatalog().modules();
    return List.of(
        new JailbreakSignal(rules, modules.reading().beyond(), modules.promptGuard().onError()));
  }

  /** Makes rules; all share one guard, which is made for the first that wants it. */
  private static final class Maker {
    private final Setting setting;
    private final Findings findings;
    private @Nullable PromptGuard guard;

    Maker(Setting setting, Findings findings) {
      this.setting = setting;
      this.findings = findings;
    }

    Rule rule(Config config) {
      var method = config.method();
      boolean bare = config.jailbreakPatterns().isEmpty();
      if (bare && (method == Method.CONTRASTIVE || method == Method.PATTERN)) {
        findings.refuse(config, "jailbreakPatterns", "[]", "at least one");
      }
      if (Double.valueOf(0).equals(config.threshold()) && method != Method.CONTRASTIVE) {
        findings.warn(config, "threshold", "0", "always matches");
      }
      boolean hybrid = method == Method.HYBRID;
      return new Rule(
          config,
          threshold(config),
          hybrid || method == Method.CLASSIFIER ? guard(config) : null,
          !bare && (hybrid || method == Method.CONTRASTIVE) ? contrast(config) : null,
          !bare && (hybrid || method == Method.PATTERN) ? phrases(config) : null);
    }

    private double threshold(Config config) {
      var own = config.threshold();
      if (config.method() == Method.CONTRASTIVE) {
        return own == null || own <= 0 ? USUAL_MARGIN : own;
      }
      return own == null
          ? setting.global().modelCatalog().modules().promptGuard().threshold()
          : own;
    }

    private @Nullable PromptGuard guard(Config config) {
      var module = setting.global().modelCatalog().modules().promptGuard();
      if (!module.enabled()) {
        findings.warn(
            config,
            "method",
            config.method().name().toLowerCase(java.util.Locale.ROOT),
            "the classifier is not asked: prompt_guard is not enabled");
        return null;
      }
      if (guard == null) {
        guard = new PromptGuard(setting.ports().classifier(Head.SAFETY), module.positiveLabels());
      }
      return guard;
    }

    private @Nullable Contrast contrast(Config config) {
      var embedder = setting.ports().embedder();
      if (embedder.isEmpty()) {
        findings.refuse(
            config, "method", "contrastive", "a model of embeddings, which is not at hand");
        return null;
      }
      return new Contrast(embedder.get(), config.jailbreakPatterns(), config.benignPatterns());
    }

    private @Nullable Phrases phrases(Config config) {
      try {
        return new Phrases(config.jailbreakPatterns(), config.benignPatterns());
      } catch (PatternSyntaxException e) {
        findings.refuse(
            config, "jailbreakPatterns", e.getPattern(), "an RE2 pattern: " + e.getDescription());
        return null;
      }
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
    return rules.values().stream().allMatch(rule -> rule.guard == null && rule.contrast == null)
        ? Cost.FREE
        : Cost.MODEL;
  }

  @Override
  public boolean required() {
    return beyond == Beyond.BLOCK;
  }

  @Override
  public @Nullable Bounds bounds(String name) {
    var rule = rules.get(name);
    return rule == null ? null : Bounds.atLeast(rule.threshold);
  }

  @Override
  public Reading read(Call call, ChatRequest request) {
    var labels = new LinkedHashMap<String, Double>();
    var values = new LinkedHashMap<String, Double>();
    for (var rule : rules.values()) {
      Found found;
      try {
        found = find(rule, sources(request, rule.config.includeHistory()), call.deadline());
      } catch (RouterException unavailable) {
        if (onError == null) {
          return new Reading.Failed(unavailable.message());
        }
        values.put(rule.config.name() + ":classification_error", 1.0);
        if (onError == OnError.BLOCK) {
          labels.put(rule.config.name(), 1.0);
        }
        continue;
      }
      var failed = tell(rule, found, labels, values);
      if (failed != null) {
        return failed;
      }
    }
    return Reading.of(labels, values);
  }

  private Reading.@Nullable Failed tell(
      Rule rule, Found found, Map<String, Double> labels, Map<String, Double> values) {
    var name = rule.config.name();
    values.put(name, found.risk);
    var assessment = found.assessment;
    if (assessment != null) {
      assessment.labels().forEach((label, sure) -> values.put(name + ":" + label, sure));
      assessment.techniques().forEach(technique -> values.put(name + ":" + technique.key(), 1.0));
    }
    values.put(name + ":coverage", found.coverage.share());
    if (found.risk >= rule.threshold) {
      labels.put(name, Math.clamp(found.risk, 0, 1));
    } else if (!found.coverage.complete() && beyond == Beyond.MATCH) {
      labels.put(name, rule.threshold);
    } else if (!found.coverage.complete() && beyond == Beyond.BLOCK) {
      return new Reading.Failed("the prompt was not read to its end");
    }
    return null;
  }

  /** What a rule found in all texts. */
  private record Found(double risk, @Nullable Assessment assessment, Coverage coverage) {}

  private Found find(Rule rule, List<Source> sources, Deadline deadline) {
    double risk = 0;
    var coverage = Coverage.COMPLETE;
    Assessment worst = rule.guard == null ? null : Assessment.CLEAN;
    for (var source : sources) {
      if (rule.phrases != null && rule.phrases.found(source.text)) {
        risk = 1;
      }
      if (rule.guard != null && worst != null) {
        worst = worst.and(rule.guard.assess(source.text, source.origin, deadline));
      }
      if (rule.contrast != null) {
        var margin = rule.contrast.margin(source.text, deadline);
        risk =
            Math.max(risk, rule.guard == null ? margin.margin() : inHybrid(rule, margin.margin()));
        coverage = rule.guard == null ? coverage.plus(margin.coverage()) : coverage;
      }
    }
    if (worst != null) {
      risk = Math.max(risk, worst.risk());
      coverage = worst.coverage();
    }
    return new Found(risk, worst, coverage);
  }

  /** A margin on the scale of risks: what is enough by itself is enough beside the classifier. */
  private static double inHybrid(Rule rule, double margin) {
    return margin < USUAL_MARGIN
        ? 0
        : Math.min(1, rule.threshold + (1 - rule.threshold) * (margin - USUAL_MARGIN));
  }

  /** The texts that a rule reads, the newest user text first. */
  private static List<Source> sources(ChatRequest request, boolean history) {
    var sources = new ArrayList<Source>();
    var newest = request.evaluationText();
    if (!newest.isBlank()) {
      sources.add(new Source(newest, Origin.USER));
    }
    boolean behindUser = true;
    for (var message : request.messages().reversed()) {
      boolean user = message.role() == Role.USER && !message.text().isBlank();
      boolean tool = message.role() == Role.TOOL || message.role() == Role.OTHER;
      if (message.text().isBlank() || (user && behindUser)) {
        behindUser &= !user;
        continue;
      }
      if (tool && (behindUser || history)) {
        sources.add(new Source(message.text(), Origin.RETRIEVED));
      } else if (!tool && history) {
        boolean instruction = user || message.role().instructs();
        sources.add(new Source(message.text(), instruction ? Origin.USER : Origin.RETRIEVED));
      }
    }
    return sources;
  }
}
