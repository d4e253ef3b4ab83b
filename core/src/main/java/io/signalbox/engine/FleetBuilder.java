package io.signalbox.engine;

import io.signalbox.config.Document;
import io.signalbox.config.ModelCard;
import io.signalbox.config.PricingConfig;
import io.signalbox.config.ProviderModel;
import io.signalbox.config.tree.EnvSubstitution;
import io.signalbox.fleet.Backend;
import io.signalbox.fleet.Fleet;
import io.signalbox.fleet.Model;
import io.signalbox.fleet.Pricing;
import io.signalbox.fleet.ReasoningFamily;
import io.signalbox.fleet.Traits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the fleet of a checked document. */
final class FleetBuilder {
  private static final String USD = "USD";

  private final Document document;
  private final AccessBuilder access;

  FleetBuilder(Document document, EnvSubstitution environment) {
    this.document = document;
    this.access = new AccessBuilder(environment);
  }

  Fleet build() {
    var models = new LinkedHashMap<String, Model>();
    for (var card : document.routing().modelCards()) {
      models.put(card.name(), base(card));
    }
    for (var card : document.routing().modelCards()) {
      var base = base(card);
      for (var lora : card.loras()) {
        models.merge(lora.name(), adapter(lora, base), FleetBuilder::served);
      }
    }
    var defaultName = document.providers().defaults().defaultModel();
    var defaultModel = defaultName == null ? null : models.get(defaultName);
    return new Fleet(models, defaultModel, document.virtualNames());
  }

  /** A card that is also an adapter's name stands for whichever is served somewhere. */
  private static Model served(Model card, Model adapter) {
    return card.backends().isEmpty() && !adapter.backends().isEmpty() ? adapter : card;
  }

  private Model base(ModelCard card) {
    var name = card.name();
    for (var provider : document.providers().models()) {
      if (provider.name().equals(name)) {
        return new Model(
            name,
            null,
            family(provider.reasoningFamily()),
            new Model.Naming(provider.providerModelId(), provider.externalModelIds()),
            backends(provider),
            ReliabilityBuilder.build(provider.reliability()),
            provider.wireFormat().toString(),
            traits(card, provider.pricing()));
      }
    }
    return new Model(name, null, null, null, Map.of(), List.of()).withTraits(traits(card, null));
  }

  private static Model adapter(ModelCard.Lora lora, Model base) {
    var description = lora.description();
    return new Model(
        lora.name(),
        base.name(),
        base.family(),
        new Model.Naming(null, Map.of()),
        base.backends(),
        base.reliability(),
        base.apiFormat(),
        description == null ? base.traits() : base.traits().described(description));
  }

  private static Traits traits(ModelCard card, @Nullable PricingConfig pricing) {
    var context = card.contextWindowSize();
    return new Traits(
        card.description() == null ? "" : card.description(),
        card.capabilities(),
        context == null ? 0 : context,
        card.qualityScore(),
        pricing == null || !pricing.stated() ? null : pricing(pricing));
  }

  private static Pricing pricing(PricingConfig config) {
    var currency = config.currency();
    return new Pricing(
        currency == null ? USD : currency,
        config.promptPer1m(),
        config.completionPer1m(),
        config.cachedInputPer1m(),
        config.cacheWritePer1m());
  }

  private @Nullable ReasoningFamily family(@Nullable String name) {
    if (name == null) {
      return null;
    }
    var config = document.providers().defaults().reasoningFamilies().get(name);
    if (config == null) {
      return null;
    }
    var type =
        switch (config.type()) {
          case CHAT_TEMPLATE_KWARGS -> ReasoningFamily.Type.CHAT_TEMPLATE_KWARGS;
          case REASONING_EFFORT -> ReasoningFamily.Type.REASONING_EFFORT;
          case TOP_LEVEL_REASONING_EFFORT -> ReasoningFamily.Type.TOP_LEVEL_REASONING_EFFORT;
        };
    return new ReasoningFamily(name, type, config.parameter());
  }

  private List<Backend> backends(ProviderModel provider) {
    var backends = new ArrayList<Backend>();
    for (var ref : provider.backendRefs()) {
      var address = ref.address();
      var name = ref.name() == null ? "backend-" + (backends.size() + 1) : ref.name();
      address.ifPresent(place ->
          backends.add(
              new Backend(
                  name,
                  ref.backendType(),
                  new Backend.Address(place.host(), place.port(), place.tls(), place.basePath()),
                  ref.weight(),
                  access.build(ref))));
    }
    return backends;
  }
}
