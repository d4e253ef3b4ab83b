package io.signalbox.kubernetes.resource.config.cache;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** How Redis or Valkey is reached. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RedisConnection(
    @JsonPropertyDescription("Host name.")
    @Nullable String host,
    @JsonPropertyDescription("Port.")
    @Default("6379")
    @Min(1)
    @Max(65535)
    @Nullable Integer port,
    @JsonPropertyDescription("Number of the database.")
    @Default("0")
    @Min(0)
    @Nullable Integer database,
    @JsonPropertyDescription("Password in the clear. Prefer password_secret_ref.")
    @Nullable String password,
    @JsonPropertyDescription("Secret with the password.")
    @Nullable PasswordSecretRef passwordSecretRef,
    @JsonPropertyDescription("Seconds until a call fails.")
    @Default("30")
    @Min(0)
    @Nullable Integer timeout,
    @JsonPropertyDescription("TLS of the connection.")
    @Nullable TlsFiles tls) {}
