package io.signalbox.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What holds for every model unless it says otherwise. */
public record ProviderDefaults(
    @Doc("Model that serves when no decision matches; a card or a LoRA adapter of one.")
        @Nullable String defaultModel,
    @Doc("How families of models are told to reason, by name.") @Default("{}")
        Map<String, ReasoningFamilyConfig> reasoningFamilies,
    @Doc("Effort of a reasoning model whose model reference names none; medium when absent.")
        @Nullable String defaultReasoningEffort) {}
