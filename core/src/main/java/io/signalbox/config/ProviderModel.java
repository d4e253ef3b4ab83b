package io.signalbox.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The deployment of one model. */
public record ProviderModel(
    @Doc("Name of a model card.") @NotBlank String name,
    @Doc("One of the reasoning families.") @Nullable String reasoningFamily,
    @Doc("Name under which the backends know the model; its own name when absent.")
        @Nullable String providerModelId,
    @Doc("Name under which the backends of one type know the model, by type.") @Default("{}")
        Map<String, String> externalModelIds,
    @Doc("Wire format of the backends.") @Default("openai") ApiFormat apiFormat,
    @Doc("What the gateway does about failures of backends.") @Default("{}")
        ReliabilityConfig reliability,
    @Doc("Where the model is served.") @Default("[]") List<BackendRef> backendRefs) {

  /** The wire format that a model's backends speak. */
  public enum ApiFormat {
    OPENAI
  }
}
