package io.signalbox.kubernetes.resource.config.cache;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** Who calls Milvus. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record MilvusAuth(
    @JsonPropertyDescription("Whether a user and a password are sent.")
    @Default("false")
    @Nullable Boolean enabled,
    @JsonPropertyDescription("Name of the user.")
    @Nullable String username,
    @JsonPropertyDescription("Password in the clear. Prefer password_secret_ref.")
    @Nullable String password,
    @JsonPropertyDescription("Secret with the password.")
    @Nullable PasswordSecretRef passwordSecretRef) {}
