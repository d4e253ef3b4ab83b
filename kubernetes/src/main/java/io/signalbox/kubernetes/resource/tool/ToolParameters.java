package io.signalbox.kubernetes.resource.tool;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON schema of the arguments of a function. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ToolParameters(
    @JsonPropertyDescription("Type of the arguments, as a rule object.")
    @Nullable String type,
    @JsonPropertyDescription("Schema of each argument.")
    @PreserveUnknownFields
    @Nullable Map<String, @Nullable Object> properties,
    @JsonPropertyDescription("Names of the arguments that must be given.")
    @Nullable List<String> required) {}
