package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** One path of a host of an Ingress. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record IngressPath(
    @JsonPropertyDescription("Path, as the ingress controller compares it.")
    @Nullable String path,
    @JsonPropertyDescription("How the path is compared: Prefix, Exact or ImplementationSpecific.")
    @Nullable String pathType,
    @JsonPropertyDescription("Port of the Service that the path leads to.")
    @Nullable Integer servicePort) {}
