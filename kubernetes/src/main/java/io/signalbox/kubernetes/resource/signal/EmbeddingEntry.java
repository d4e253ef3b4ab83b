package io.signalbox.kubernetes.resource.signal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.signalbox.kubernetes.resource.schema.OneOf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Matches text that is like some examples. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EmbeddingEntry(
    @JsonPropertyDescription("Name that conditions use.") @Required @Size(min = 1, max = 100)
        String name,
    @JsonPropertyDescription("Likeness from which it matches, 0 to 1.") @Required @Min(0) @Max(1)
        Double threshold,
    @JsonPropertyDescription("The examples.") @Required @Size(min = 1, max = 100)
        List<String> candidates,
    @JsonPropertyDescription("How the likeness to the examples becomes one number.")
        @Default("max")
        @OneOf({"mean", "max", "any"})
        @Nullable String aggregationMethod,
    @JsonPropertyDescription("Part of the request that is compared.")
        @OneOf({"text", "image", "audio"})
        @Nullable String queryModality) {}
