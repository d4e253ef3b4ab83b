package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** TLS of some hosts of an Ingress. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record IngressTls(
    @JsonPropertyDescription("Hosts that the certificate is for.")
    @Nullable List<String> hosts,
    @JsonPropertyDescription("Secret with the certificate.")
    @Nullable String secretName) {}
