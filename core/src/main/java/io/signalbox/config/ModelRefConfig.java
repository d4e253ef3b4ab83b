package io.signalbox.config;

import org.jspecify.annotations.Nullable;

/** A model that may serve a decision, and how it is asked to reason. */
public record ModelRefConfig(
    @Doc("A model card or a LoRA adapter of one.") @NotBlank String model,
    @Doc("Adapter of the model to use.") @Nullable String loraName,
    @Doc("Whether the model is told to reason.") @Default("false") boolean useReasoning,
    @Doc("Why the model reasons or not.") @Nullable String reasoningDescription,
    @Doc("Effort of a reasoning model; the provider default when absent.")
        @Nullable String reasoningEffort,
    @Doc("Share of the calls, relative to the other models; 1 when absent.") @Range(min = 0)
        @Nullable Double weight) {}
