package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is done with requests that have some signals. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RouteDecision(
    @JsonPropertyDescription("Name of the decision.")
    @Required
    @Size(min = 1, max = 100)
    String name,
    @JsonPropertyDescription("The highest one that matches wins.")
    @Default("0")
    @Min(0)
    @Max(1000)
    @Nullable Integer priority,
    @JsonPropertyDescription("What the decision is for.")
    @Size(max = 500)
    @Nullable String description,
    @JsonPropertyDescription("When the decision matches.")
    @Required
    RouteRule signals,
    @JsonPropertyDescription("Models to choose from.")
    @Required
    @Size(min = 1, max = 100)
    List<RouteModelRef> modelRefs,
    @JsonPropertyDescription(
          "How one of several models is chosen, as in routing.decisions.algorithm.")
    @PreserveUnknownFields
    @Nullable Map<String, @Nullable Object> algorithm,
    @JsonPropertyDescription("What else happens to the request and its answer.")
    @Size(max = 10)
    @Nullable List<RoutePlugin> plugins) {}
