package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** The Service in front of the pods. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServiceSpec(
    @JsonPropertyDescription("Kind of Service.")
    @Default("ClusterIP")
    @OneOf({"ClusterIP", "NodePort", "LoadBalancer"})
    @Nullable String type,
    @JsonPropertyDescription("Port of the ExtProc server. 50051 when absent.")
    @Nullable PortSpec grpc,
    @JsonPropertyDescription("Port of the management API. 8080 when absent.")
    @Nullable PortSpec api,
    @JsonPropertyDescription("Port of the metrics and of the probes. 9190 when absent.")
    @Nullable MetricsPortSpec metrics) {}
