package io.signalbox.kubernetes.resource.config.cache;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** TLS of a connection, with files in the container. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record TlsFiles(
    @JsonPropertyDescription("Whether TLS is used.")
    @Default("false")
    @Nullable Boolean enabled,
    @JsonPropertyDescription("File with the certificate of the client.")
    @Nullable String certFile,
    @JsonPropertyDescription("File with the key of the client.")
    @Nullable String keyFile,
    @JsonPropertyDescription("File with the authorities to trust.")
    @Nullable String caFile) {}
