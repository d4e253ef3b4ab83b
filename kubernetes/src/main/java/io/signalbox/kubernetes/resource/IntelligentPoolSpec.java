package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** The models that routes can use. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record IntelligentPoolSpec(
    @JsonPropertyDescription("Model for requests that no decision takes.")
    @Required
    @Size(min = 1, max = 100)
    String defaultModel,
    @JsonPropertyDescription("The models of the pool.")
    @Required
    @Size(min = 1, max = 100)
    @UniqueBy("name")
    List<PoolModel> models) {}
