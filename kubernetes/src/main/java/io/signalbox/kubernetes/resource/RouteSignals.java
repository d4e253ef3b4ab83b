package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Size;
import io.signalbox.kubernetes.resource.signal.ContextRule;
import io.signalbox.kubernetes.resource.signal.ConversationEntry;
import io.signalbox.kubernetes.resource.signal.DomainEntry;
import io.signalbox.kubernetes.resource.signal.EmbeddingEntry;
import io.signalbox.kubernetes.resource.signal.EventEntry;
import io.signalbox.kubernetes.resource.signal.FactCheckRule;
import io.signalbox.kubernetes.resource.signal.KeywordEntry;
import io.signalbox.kubernetes.resource.signal.StructureEntry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts about a request, by family. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RouteSignals(
    @JsonPropertyDescription("Words in the text.") @Size(max = 100)
        @Nullable List<KeywordEntry> keywords,
    @JsonPropertyDescription("Likeness of the text to examples.") @Size(max = 100)
        @Nullable List<EmbeddingEntry> embeddings,
    @JsonPropertyDescription("Subject of the text.") @Size(max = 14)
        @Nullable List<DomainEntry> domains,
    @JsonPropertyDescription("Length of the request in tokens.") @Size(max = 1000)
        @Nullable List<ContextRule> contextRules,
    @JsonPropertyDescription("Form of the text.") @Size(max = 100)
        @Nullable List<StructureEntry> structure,
    @JsonPropertyDescription("Whether the answer should be checked against facts.")
        @Nullable List<FactCheckRule> factCheckRules,
    @JsonPropertyDescription("Counts over the messages.") @Size(max = 100)
        @Nullable List<ConversationEntry> conversation,
    @JsonPropertyDescription("Events of the metadata.") @Size(max = 100)
        @Nullable List<EventEntry> events,
    @JsonPropertyDescription("Attempts to get round the rules, as in routing.signals.jailbreak.")
        @Size(max = 100)
        @PreserveUnknownFields
        @Nullable List<Map<String, @Nullable Object>> jailbreak,
    @JsonPropertyDescription("Personal data in the text, as in routing.signals.pii.")
        @Size(max = 100)
        @PreserveUnknownFields
        @Nullable List<Map<String, @Nullable Object>> pii,
    @JsonPropertyDescription("Language of the text, as in routing.signals.language.")
        @Size(max = 100)
        @PreserveUnknownFields
        @Nullable List<Map<String, @Nullable Object>> language,
    @JsonPropertyDescription(
            "What kind of answer the user prefers, as in routing.signals.preferences.")
        @Size(max = 100)
        @PreserveUnknownFields
        @Nullable List<Map<String, @Nullable Object>> preferences,
    @JsonPropertyDescription("Labels of a knowledge base, as in routing.signals.kb.")
        @Size(max = 100)
        @PreserveUnknownFields
        @Nullable List<Map<String, @Nullable Object>> kb,
    @JsonPropertyDescription("How hard the request is, as in routing.signals.complexity.")
        @Size(max = 100)
        @PreserveUnknownFields
        @Nullable List<Map<String, @Nullable Object>> complexity,
    @JsonPropertyDescription("Values of the metadata, as in routing.signals.metadata.")
        @Size(max = 100)
        @PreserveUnknownFields
        @Nullable List<Map<String, @Nullable Object>> metadata,
    @JsonPropertyDescription("Kind of answer that is asked for, as in routing.signals.modality.")
        @Size(max = 100)
        @PreserveUnknownFields
        @Nullable List<Map<String, @Nullable Object>> modality,
    @JsonProperty("user_feedbacks")
        @JsonPropertyDescription(
            "What the user says about the last answer, as in routing.signals.user_feedbacks.")
        @Size(max = 100)
        @PreserveUnknownFields
        @Nullable List<Map<String, @Nullable Object>> userFeedbacks,
    @JsonPropertyDescription("Questions asked again, as in routing.signals.reasks.")
        @Size(max = 100)
        @PreserveUnknownFields
        @Nullable List<Map<String, @Nullable Object>> reasks,
    @JsonProperty("role_bindings")
        @JsonPropertyDescription("Who asks, as in routing.signals.role_bindings.")
        @Size(max = 100)
        @PreserveUnknownFields
        @Nullable List<Map<String, @Nullable Object>> roleBindings,
    @JsonPropertyDescription("Labels of classifiers, as in routing.signals.classifiers.")
        @Size(max = 100)
        @PreserveUnknownFields
        @Nullable List<Map<String, @Nullable Object>> classifiers) {}
