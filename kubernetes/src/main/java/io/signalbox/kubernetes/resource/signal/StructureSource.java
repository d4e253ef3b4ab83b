package io.signalbox.kubernetes.resource.signal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is looked for in a text. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record StructureSource(
    @JsonPropertyDescription("Kind of source: regex, keyword_set, sequence.")
    @Required
    @Size(min = 1, max = 253)
    String type,
    @JsonPropertyDescription("Regular expression, for regex.")
    @Nullable String pattern,
    @JsonPropertyDescription("Words, for keyword_set.")
    @Nullable List<String> keywords,
    @JsonPropertyDescription("Words in order, for sequence.")
    @Nullable List<List<String>> sequences,
    @JsonPropertyDescription("Whether upper and lower case differ.")
    @Nullable Boolean caseSensitive) {}
