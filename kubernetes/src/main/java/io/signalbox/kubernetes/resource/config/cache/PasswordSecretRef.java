package io.signalbox.kubernetes.resource.config.cache;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A key of a Secret. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PasswordSecretRef(
    @JsonPropertyDescription("Key in the Secret.")
    @Required
    String key,
    @JsonPropertyDescription("Name of the Secret.")
    @Default("''")
    @Nullable String name,
    @JsonPropertyDescription("Whether the Secret or its key may be missing.")
    @Nullable Boolean optional) {}
