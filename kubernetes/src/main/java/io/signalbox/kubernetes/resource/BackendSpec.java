package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the backend of a model is found. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "self.type != 'kserve' || (has(self.inferenceServiceName) && "
            + "self.inferenceServiceName != '')",
    message = "a backend of type kserve needs inferenceServiceName")
@ValidationRule(
    value =
        "self.type != 'llamastack' || (has(self.discoveryLabels) && "
            + "self.discoveryLabels.size() > 0)",
    message = "a backend of type llamastack needs discoveryLabels")
@ValidationRule(
    value =
        "self.type != 'service' || has(self.service)",
    message = "a backend of type service needs service.name and service.port")
public record BackendSpec(
    @JsonPropertyDescription("Kind of backend.")
    @Required
    @OneOf({"kserve", "llamastack", "service"})
    @Size(min = 1, max = 20)
    String type,
    @JsonPropertyDescription("Name of the InferenceService, for kserve.")
    @Size(max = 253)
    @Nullable String inferenceServiceName,
    @JsonPropertyDescription("Labels of the Service to look for, for llamastack.")
    @Nullable Map<String, String> discoveryLabels,
    @JsonPropertyDescription("The Service, for service.")
    @Nullable BackendServiceSpec service) {}
