package io.signalbox.engine;

import io.signalbox.config.Document;
import io.signalbox.config.EnvSubstitution;
import io.signalbox.config.ProviderModel;
import io.signalbox.fleet.Backend;
import io.signalbox.fleet.Fleet;
import io.signalbox.fleet.Model;
import io.signalbox.fleet.ReasoningFamily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the fleet of a checked document. */
final class FleetBuilder {
  private final Document document;
  private final AccessBuilder access;

  FleetBuilder(Document document, EnvSubstitution environment) {
    this.document = document;
    this.access = new AccessBuilder(environment);
  }

  Fleet build() {
    var models = new LinkedHashMap<String, Model>();
    for (var card : document.routing().modelCards()) {
      models.put(card.name(), base(card.name()));
    }
    for (var card : document.routing().modelCards()) {
      var base = base(card.name());
      for (var lora : card.loras()) {
        models.merge(lora.name(), adapter(lora.name(), base), FleetBuilder::served);
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

  private Model base(String name) {
    for (var provider : document.providers().models()) {
      if (provider.name().equals(name)) {
        return new Model(
            name,
            null,
            family(provider.reasoningFamily()),
            provider.providerModelId(),
            provider.externalModelIds(),
            backends(provider),
            ReliabilityBuilder.build(provider.reliability()),
            provider.wireFormat().toString());
      }
    }
    return new Model(name, null, null, null, Map.of(), List.of());
  }

  private static Model adapter(String name, Model base) {
    return new Model(
        name,
        base.name(),
        base.family(),
        null,
        Map.of(),
        base.backends(),
        base.reliability(),
        base.apiFormat());
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
