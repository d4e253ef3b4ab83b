package io.signalbox.kubernetes.resource.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.signalbox.kubernetes.resource.config.cache.ResponseCache;
import io.signalbox.kubernetes.resource.schema.OneOf;
import io.signalbox.kubernetes.resource.schema.UniqueBy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration of a router. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@ValidationRule(
    value = "!has(self.response_cache) || !has(self.semantic_cache)",
    message =
        "response_cache and semantic_cache are two names of one block: set only "
            + "response_cache")
public record RouterConfigSpec(
    @JsonPropertyDescription(
            "The routing section of the router's own configuration. Its keys win over what the "
                + "endpoints give; decisions and rules in blocks of their own win over it.")
        @PreserveUnknownFields
        @Nullable Map<String, @Nullable Object> routing,
    @JsonPropertyDescription("Models that turn text into vectors.")
        @Nullable EmbeddingModels embeddingModels,
    @JsonPropertyDescription("Cache of answers.") @Nullable ResponseCache responseCache,
    @JsonPropertyDescription("Old name of response_cache.") @Nullable ResponseCache semanticCache,
    @JsonPropertyDescription("Choice of tools.") @Nullable ToolsConfig tools,
    @JsonPropertyDescription("Detection of jailbreak attempts.") @Nullable PromptGuard promptGuard,
    @JsonPropertyDescription("Classifiers of subject and of personal data.")
        @Nullable ClassifierConfig classifier,
    @JsonPropertyDescription("How hard requests are told from easy ones.") @Size(max = 1000)
        @Nullable List<ComplexityRule> complexityRules,
    @JsonPropertyDescription("How one of several matching decisions is picked.") @OneOf("priority")
        @Nullable String strategy,
    @JsonPropertyDescription("What is done with which request.") @Size(max = 1000) @UniqueBy("name")
        @Nullable List<ConfigDecision> decisions,
    @JsonPropertyDescription("How reasoning is switched on, by family.")
        @Nullable Map<String, ReasoningFamily> reasoningFamilies,
    @JsonPropertyDescription("How much models reason when a decision does not say.")
        @OneOf({"low", "medium", "high"})
        @Nullable String defaultReasoningEffort,
    @JsonPropertyDescription("The management API.") @Nullable ApiConfig api,
    @JsonPropertyDescription("Traces.") @Nullable ObservabilityConfig observability) {}
