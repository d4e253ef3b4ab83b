package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The service account that the pods run as. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServiceAccountSpec(
    @JsonPropertyDescription("Whether the operator makes the account.")
    @Default("true")
    @Nullable Boolean create,
    @JsonPropertyDescription("Name of the account. Empty: the name of the resource.")
    @Nullable String name,
    @JsonPropertyDescription("Annotations of the account.")
    @Nullable Map<String, String> annotations) {}
