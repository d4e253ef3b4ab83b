package io.signalbox.config.check;

import io.signalbox.config.AuthzConfig;
import io.signalbox.config.BackendRef;
import io.signalbox.config.DecisionConfig;
import io.signalbox.config.Document;
import io.signalbox.config.Listener;
import io.signalbox.config.ModelCard;
import io.signalbox.config.ModelRefConfig;
import io.signalbox.config.ProviderDefaults;
import io.signalbox.config.ProviderModel;
import io.signalbox.config.ReasoningFamilyConfig;
import io.signalbox.config.Routing;
import io.signalbox.config.RuleConfig;
import io.signalbox.config.StoresConfig;
import io.signalbox.config.tree.EnvSubstitution;
import io.signalbox.config.tree.Places;
import io.signalbox.config.tree.Problems;
import io.signalbox.config.tree.Suggestions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks what follows from the document alone: names that must be unique or must exist. */
public final class DocumentCheck {
  private final Document document;
  private final Places places;
  private final Problems problems;
  private final Map<String, ModelCard> cards = new HashMap<>();
  private final EnvSubstitution environment;
  private final GatewayCheck gateway;
  private final Set<String> models;

  /**
   * @param problems what is found goes there
   * @param environment what references in the document stand for
   */
  public DocumentCheck(
      Document document, Places places, Problems problems, EnvSubstitution environment) {
    this.document = document;
    this.places = places;
    this.problems = problems;
    this.environment = environment;
    this.gateway = new GatewayCheck(places, problems, environment);
    this.models = document.modelNames();
    document.routing().modelCards().forEach(card -> cards.putIfAbsent(card.name(), card));
  }

  /** Finds everything. */
  public void run() {
    version();
    unique(document.listeners(), "port", Listener::port);
    unique(document.routing().modelCards(), "name", ModelCard::name);
    unique(document.providers().models(), "name", ProviderModel::name);
    graph(document.routing());
    document.recipes().forEach(recipe -> graph(recipe.routing()));
    document.routing().modelCards().forEach(card -> unique(card.loras(), "name", l -> l.name()));
    defaults(document.providers().defaults());
    document.providers().models().forEach(this::providerModel);
    gateway.gateway(document.global().services().gateway());
    new RecipeCheck(document, places, problems).run();
    new ObservationCheck(places, problems).run(document.global().services());
    authz(document.global().services().authz());
    stores(document.global().stores());
    new ModelCheck(places, problems, environment).run(document.global().modelCatalog());
    new ManagementCheck(places, problems, environment)
        .check(document.global().services().managementApi());
  }

  private void version() {
    var version = document.version();
    if (version == null && places.sound(document, "version")) {
      problems.add(places.warning(document, "version", "missing", Document.VERSION));
    } else if (version != null && !version.equals(Document.VERSION)) {
      error(document, "version", version, Document.VERSION);
    }
  }

  private void defaults(ProviderDefaults defaults) {
    if (defaults.defaultModel() != null) {
      exists(defaults, "defaultModel", defaults.defaultModel(), models, "a model card or LoRA");
    }
    for (var family : defaults.reasoningFamilies().values()) {
      if (family.type() == ReasoningFamilyConfig.Type.TOP_LEVEL_REASONING_EFFORT
          && !family.parameter().equals("reasoning_effort")) {
        error(family, "parameter", family.parameter(), "reasoning_effort for this type");
      }
    }
  }

  private void providerModel(ProviderModel model) {
    exists(model, "name", model.name(), cards.keySet(), "a model card");
    if (model.reasoningFamily() != null) {
      var families = document.providers().defaults().reasoningFamilies().keySet();
      exists(model, "reasoningFamily", model.reasoningFamily(), families, "a reasoning family");
    }
    if (model.backendRefs().isEmpty() && !hasMetadata(model)) {
      error(model, "backendRefs", "missing", "a backend, or something else about the model");
    }
    gateway.reliability(model.reliability());
    if (model.mixed()) {
      error(
          model,
          "backendRefs",
          "anthropic beside others",
          "backends of one wire format, or an api_format that all of them speak");
    }
    model.backendRefs().forEach(this::backend);
  }

  private boolean hasMetadata(ProviderModel model) {
    return List.of(
                "reasoningFamily",
                "providerModelId",
                "externalModelIds",
                "apiFormat",
                "pricing",
                "reliability")
            .stream()
            .anyMatch(component -> places.states(model, component))
        || !places.sound(model, "backendRefs");
  }

  private void backend(BackendRef backend) {
    gateway.backend(backend);
    if (backend.address().isPresent()) {
      return;
    }
    if (isGiven(backend.baseUrl())) {
      error(backend, "baseUrl", backend.baseUrl(), "http(s)://host[:port][/path]");
    } else if (isGiven(backend.endpoint())) {
      error(backend, "endpoint", backend.endpoint(), "host:port");
    } else {
      error(backend, "endpoint", "missing", "host:port, or a base_url");
    }
  }

  private void authz(AuthzConfig authz) {
    var known = List.of(AuthzConfig.Provider.INJECTED, AuthzConfig.Provider.STATIC);
    for (var provider : authz.providers()) {
      exists(provider, "type", provider.type(), known, String.join(" or ", known));
    }
  }

  private void stores(StoresConfig stores) {
    if (stores.semanticCache() != null && places.states(stores, "responseCache")) {
      error(stores, "semanticCache", "beside response_cache", "response_cache alone");
    }
  }

  private void graph(Routing graph) {
    unique(graph.decisions(), "name", DecisionConfig::name);
    graph.decisions().forEach(this::decision);
    tiers(graph.decisions());
    new ProjectionCheck(graph.projections(), places, problems).run();
  }

  private void tiers(List<DecisionConfig> decisions) {
    if (decisions.stream().anyMatch(decision -> decision.tier() > 0)) {
      decisions.stream()
          .filter(decision -> decision.tier() == 0)
          .findFirst()
          .ifPresent(first ->
              problems.add(
                  places.warning(
                      first, "tier", "0 stands before all tiers", "a tier for every decision")));
    }
  }

  private void decision(DecisionConfig decision) {
    decision.modelRefs().forEach(this::modelRef);
    new AdaptationsCheck(places, problems).check(decision.adaptations());
    if (decision.rules() != null) {
      new RuleCheck(places, problems, RuleConfig.Operator.OR).check(decision.rules());
    }
  }

  private void modelRef(ModelRefConfig ref) {
    if (!models.isEmpty()) {
      exists(ref, "model", ref.model(), models, "a model card or LoRA");
    }
    var card = cards.get(ref.model());
    if (ref.loraName() != null && card != null) {
      var loras = card.loras().stream().map(ModelCard.Lora::name).toList();
      exists(ref, "loraName", ref.loraName(), loras, "a LoRA of " + card.name());
    }
  }

  private void exists(
      Record record, String component, String name, Collection<String> known, String what) {
    if (!known.contains(name)) {
      var nearest = Suggestions.nearest(name, known);
      error(record, component, name, what + nearest.map(n -> ", perhaps " + n).orElse(""));
    }
  }

  private <T extends Record> void unique(
      List<T> records, String component, Function<T, Object> key) {
    var seen = new HashMap<Object, T>();
    for (var record : records) {
      var first = seen.putIfAbsent(key.apply(record), record);
      if (first != null) {
        var line = places.line(first, component);
        var value = key.apply(record) + " stands twice";
        var where = line > 0 ? "; the first stands on line " + line : "";
        error(record, component, value, "one entry" + where);
      }
    }
  }

  /** Reports a problem, unless the component's value is a placeholder for an earlier one. */
  private void error(Record record, String component, @Nullable String value, String expectation) {
    if (places.sound(record, component)) {
      problems.add(places.problem(record, component, String.valueOf(value), expectation));
    }
  }

  private static boolean isGiven(@Nullable String text) {
    return text != null && !text.isBlank();
  }
}
