package io.signalbox.kubernetes.resource.signal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.signalbox.kubernetes.resource.schema.OneOf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Matches words in the text. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record KeywordEntry(
    @JsonPropertyDescription("Name that conditions use.") @Required @Size(min = 1, max = 100)
        String name,
    @JsonPropertyDescription("AND: all words must be there. OR: one is enough.")
        @Required
        @OneOf({"AND", "OR"})
        String operator,
    @JsonPropertyDescription("The words.") @Required @Size(min = 1, max = 100)
        List<String> keywords,
    @JsonPropertyDescription("Whether upper and lower case differ.") @Default("false")
        @Nullable Boolean caseSensitive) {}
