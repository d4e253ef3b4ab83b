package io.signalbox.config;

import java.util.List;
import java.util.Locale;
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
    @Doc("Wire format of the backends; openai when absent, anthropic when all of them are so.")
        @Nullable ApiFormat apiFormat,
    @Doc("What it costs.") @Default("{}") PricingConfig pricing,
    @Doc("What the gateway does about failures of backends.") @Default("{}")
        ReliabilityConfig reliability,
    @Doc("Where the model is served.") @Default("[]") List<BackendRef> backendRefs) {

  /** The wire format that a model's backends speak. */
  public enum ApiFormat {
    /** Every endpoint of OpenAI's. */
    OPENAI,
    /** Chat completions and nothing else. */
    OPENAI_CHAT,
    /** Anthropic's messages. */
    ANTHROPIC;

    /** As the document writes it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The wire format as it is said, else as the backends' kind tells it. */
  public ApiFormat wireFormat() {
    if (apiFormat != null) {
      return apiFormat;
    }
    return !backendRefs.isEmpty() && backendRefs.stream().allMatch(BackendRef::anthropic)
        ? ApiFormat.ANTHROPIC
        : ApiFormat.OPENAI;
  }

  /** Whether the format is left to backends that speak different ones. */
  public boolean mixed() {
    return apiFormat == null
        && backendRefs.stream().map(BackendRef::anthropic).distinct().count() > 1;
  }
}
