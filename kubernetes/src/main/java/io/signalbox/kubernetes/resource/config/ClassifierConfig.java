package io.signalbox.kubernetes.resource.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/** Classifiers of subject and of personal data. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ClassifierConfig(
    @JsonPropertyDescription("Tells the subject.")
    @Nullable CategoryModel categoryModel,
    @JsonPropertyDescription("Finds personal data.")
    @Nullable PiiModel piiModel) {}
