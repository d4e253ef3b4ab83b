package io.signalbox.kubernetes.resource.signal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.signalbox.kubernetes.resource.Patterns;
import org.jspecify.annotations.Nullable;

/** Matches requests of some length. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "[[self.minTokens, self.maxTokens].map(t, t.matches('[Kk]$') ? double(t.substring(0, "
            + "t.size() - 1)) * 1000.0 : t.matches('[Mm]$') ? double(t.substring(0, t.size() - 1)) "
            + "* 1000000.0 : double(t))].all(v, v[0] <= v[1])",
    message = "minTokens must not be above maxTokens")
public record ContextRule(
    @JsonPropertyDescription("Name that conditions use.")
    @Required
    @Size(min = 1, max = 100)
    String name,
    @JsonPropertyDescription("Fewest tokens; K and M are thousands and millions.")
    @Required
    @Size(max = 20)
    @Pattern(Patterns.TOKENS)
    String minTokens,
    @JsonPropertyDescription("Most tokens; K and M are thousands and millions.")
    @Required
    @Size(max = 20)
    @Pattern(Patterns.TOKENS)
    String maxTokens,
    @JsonPropertyDescription("What the rule is for.")
    @Size(max = 500)
    @Nullable String description) {}
