package io.signalbox.engine;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.PluginPart;
import io.signalbox.catalog.SelectorPart;
import io.signalbox.catalog.Setting;
import io.signalbox.config.DecisionConfig;
import io.signalbox.config.Document;
import io.signalbox.config.GatewayConfig;
import io.signalbox.config.ModelRefConfig;
import io.signalbox.config.PluginConfig;
import io.signalbox.config.bind.Vocabulary;
import io.signalbox.config.tree.ConfigNode;
import io.signalbox.fleet.Fleet;
import io.signalbox.plugin.Plugin;
import io.signalbox.select.Candidate;
import io.signalbox.select.Selection;
import io.signalbox.select.Selector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Makes what follows from a decision: candidates, selector, plugins. */
final class RouteBuilder {
  private static final String DEFAULT_EFFORT = "medium";

  private final Document document;
  private final Catalog catalog;
  private final Fleet fleet;
  private final Setting setting;
  private final boolean guarded;
  private final LearningBuilder learning;
  private final Report report;

  /**
   * @param guarded whether a decision asks a safety signal: prompts then stay with the models that
   *     their decision names
   */
  RouteBuilder(
      Document document,
      Catalog catalog,
      Fleet fleet,
      Setting setting,
      boolean guarded,
      Report report) {
    this.setting = setting;
    this.guarded = guarded;
    this.document = document;
    this.catalog = catalog;
    this.fleet = fleet;
    this.report = report;
    this.learning = new LearningBuilder(setting);
  }

  Optional<Route> build(DecisionConfig config) {
    var candidates = new ArrayList<Candidate>();
    config.modelRefs().forEach(ref -> candidate(ref).ifPresent(candidates::add));
    if (config.modelRefs().isEmpty()) {
      if (fleet.defaultModel() == null) {
        report.refuse(config, "modelRefs", "[]", "a model, since there is no default_model");
      } else {
        candidates.add(new Candidate(fleet.defaultModel(), null));
      }
    }
    var plugins = plugins(config);
    var selector = selector(config);
    weights(config, selector);
    return candidates.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Route(
                candidates,
                fallbacks(candidates),
                algorithm(config),
                selector,
                learning.build(config),
                plugins));
  }

  /** An unknown model is the document check's to refuse. */
  private Optional<Candidate> candidate(ModelRefConfig ref) {
    var model = fleet.find(ref.loraName() == null ? ref.model() : ref.loraName());
    var effort = ref.reasoningEffort();
    if (effort == null) {
      var byDefault = document.providers().defaults().defaultReasoningEffort();
      effort = byDefault == null ? DEFAULT_EFFORT : byDefault;
    }
    var thinking = new Candidate.Thinking(ref.useReasoning(), effort);
    return Optional.ofNullable(model)
        .map(found ->
            new Candidate(found, thinking).weighing(ref.weight() == null ? 1 : ref.weight()));
  }

  /** Who may answer in place of the selected one, in order. */
  private List<Candidate> fallbacks(List<Candidate> candidates) {
    var configured = document.global().services().gateway().fallback();
    var wanted =
        configured != null
            ? configured
            : guarded ? GatewayConfig.Fallback.MODEL_REFS : GatewayConfig.Fallback.DEFAULT_MODEL;
    if (wanted == GatewayConfig.Fallback.NONE) {
      return List.of();
    }
    var all = new ArrayList<>(candidates);
    if (wanted == GatewayConfig.Fallback.DEFAULT_MODEL && fleet.defaultModel() != null) {
      all.add(new Candidate(fleet.defaultModel(), null));
    }
    return all;
  }

  private String algorithm(DecisionConfig config) {
    var algorithm = config.algorithm();
    return algorithm == null ? catalog.selectors().getFirst().type() : algorithm.type();
  }

  /** Tells of weights that the algorithm does not look at. */
  private void weights(DecisionConfig config, Selector selector) {
    for (var ref : config.modelRefs()) {
      if (ref.weight() != null && !selector.weighs()) {
        report.warn(ref, "weight", "has no effect", "an algorithm that goes by weights: weighted");
        return;
      }
    }
  }

  private Selector selector(DecisionConfig config) {
    var first = catalog.selectors().getFirst();
    var algorithm = config.algorithm();
    if (algorithm == null) {
      return selector(first, ConfigNode.Mapping.empty(ConfigNode.Mark.START), "");
    }
    var known = catalog.selectors().stream().<String>map(SelectorPart::type).toList();
    var part = catalog.selector(algorithm.type());
    if (part.isEmpty()) {
      report.refuseKind(algorithm, "type", Vocabulary.Kind.ALGORITHM, algorithm.type(), known);
    }
    var block = ConfigNode.Mapping.empty(algorithm.blocks().mark());
    for (var entry : algorithm.blocks().entries()) {
      if (!entry.key().equals(algorithm.type()) || part.isEmpty()) {
        report.refuseBlock(algorithm, entry, known);
      } else if (entry.value() instanceof ConfigNode.Mapping own) {
        block = own;
      } else if (!entry.value().isNull()) {
        report.refuse(algorithm, entry.key(), entry.value().written(), "a mapping");
      }
    }
    return selector(part.orElse(first), block, report.path(algorithm, part.orElse(first).type()));
  }

  private <C extends Record> Selector selector(
      SelectorPart<C> part, ConfigNode.Mapping block, String path) {
    var config = report.binder().bind(block, part.config(), path);
    if (config == null) {
      return choice -> new Selection(choice.candidates().getFirst(), part.type(), "not checked");
    }
    return part.factory().build(config, setting, report);
  }

  private List<Route.PluginSlot> plugins(DecisionConfig config) {
    var slots = new ArrayList<Route.PluginSlot>();
    var seen = new HashSet<String>();
    var known = catalog.plugins().stream().map(PluginPart::type).toList();
    var own = setting.withPolicy(PolicyWord.of(document, config));
    int index = 0;
    for (var plugin : config.plugins()) {
      var type = report.pluginType(plugin.type());
      var path = "%s[%d].configuration".formatted(report.path(config, "plugins"), index++);
      if (!seen.add(type)) {
        report.refuse(plugin, "type", type + " again", "each type once in a decision");
        continue;
      }
      var part = catalog.plugin(type);
      if (part.isEmpty()) {
        report.refuseKind(plugin, "type", Vocabulary.Kind.PLUGIN, plugin.type(), known);
      } else {
        bind(part.get(), plugin, path, own)
            .ifPresent(built -> slots.add(new Route.PluginSlot(type, built)));
      }
    }
    for (var part : catalog.plugins()) {
      if (part.implied().test(document.global()) && seen.add(part.type())) {
        implied(part, report.path(config, "plugins"), own)
            .ifPresent(built -> slots.add(new Route.PluginSlot(part.type(), built)));
      }
    }
    return slots;
  }

  private <C extends Record> Optional<Plugin> implied(
      PluginPart<C> part, String path, Setting own) {
    var nothing = ConfigNode.Mapping.empty(ConfigNode.Mark.START);
    var config = Objects.requireNonNull(report.binder().bind(nothing, part.config(), path));
    return part.factory().build(config, own, report);
  }

  private <C extends Record> Optional<Plugin> bind(
      PluginPart<C> part, PluginConfig plugin, String path, Setting own) {
    var config = report.binder().bind(plugin.configuration(), part.config(), path);
    return config == null ? Optional.empty() : part.factory().build(config, own, report);
  }
}
