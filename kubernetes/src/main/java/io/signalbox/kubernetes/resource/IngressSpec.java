package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An Ingress to the management API. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "!(has(self.enabled) && self.enabled) || (has(self.hosts) && self.hosts.size() > 0)",
    message = "an ingress needs at least one entry in hosts")
@ValidationRule(
    value =
        "!(has(self.enabled) && self.enabled) || !has(self.hosts) || self.hosts.all(h, "
            + "has(h.host) && h.host != '')",
    message = "each entry of hosts needs host")
@ValidationRule(
    value =
        "!(has(self.enabled) && self.enabled) || !has(self.hosts) || self.hosts.all(h, "
            + "has(h.paths) && h.paths.size() > 0)",
    message = "each entry of hosts needs at least one path")
public record IngressSpec(
    @JsonPropertyDescription("Whether an Ingress is made.")
    @Default("false")
    @Nullable Boolean enabled,
    @JsonPropertyDescription("Class of the Ingress.")
    @Nullable String className,
    @JsonPropertyDescription("Annotations of the Ingress.")
    @Nullable Map<String, String> annotations,
    @JsonPropertyDescription("Hosts of the Ingress.")
    @Size(max = 100)
    @Nullable List<IngressHost> hosts,
    @JsonPropertyDescription("TLS of the hosts.")
    @Nullable List<IngressTls> tls) {}
