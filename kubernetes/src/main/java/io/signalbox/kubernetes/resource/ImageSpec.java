package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** The container image of the router. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImageSpec(
    @JsonPropertyDescription("Name of the image without its tag.")
    @Default("ghcr.io/vllm-project/semantic-router/extproc")
    @Nullable String repository,
    @JsonPropertyDescription("Tag of the image.")
    @Default("latest")
    @Nullable String tag,
    @JsonPropertyDescription("When the kubelet pulls the image.")
    @Default("IfNotPresent")
    @OneOf({"Always", "Never", "IfNotPresent"})
    @Nullable String pullPolicy,
    @JsonPropertyDescription("Registry put before the repository, for a mirror.")
    @Nullable String imageRegistry) {}
