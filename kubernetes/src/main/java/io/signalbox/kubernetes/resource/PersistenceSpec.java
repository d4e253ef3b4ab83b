package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.signalbox.kubernetes.resource.schema.Patterns;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A volume for the pods. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "(has(self.enabled) && !self.enabled) || !has(self.existingClaim) || "
            + "self.existingClaim == '' || !has(self.storageClassName) || self.storageClassName in "
            + "['', 'standard']",
    message =
        "existingClaim and storageClassName exclude each other: a claim that exists "
            + "has its class already")
public record PersistenceSpec(
    @JsonPropertyDescription("Whether the pods get a volume.") @Default("true")
        @Nullable Boolean enabled,
    @JsonPropertyDescription("Storage class of the claim. Empty: the default class of the cluster.")
        @Size(max = 253)
        @Nullable String storageClassName,
    @JsonPropertyDescription("Access mode of the claim.") @Default("ReadWriteOnce")
        @Nullable String accessMode,
    @JsonPropertyDescription("Size of the claim, as a quantity.")
        @Default("'10Gi'")
        @Pattern(Patterns.QUANTITY)
        @Nullable String size,
    @JsonPropertyDescription("Name of a claim to use instead of a new one.") @Size(max = 253)
        @Nullable String existingClaim,
    @JsonPropertyDescription("Annotations of the claim.")
        @Nullable Map<String, String> annotations) {}
