package io.signalbox.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a configuration file.
 *
 * @param document null when the problems hold an error
 * @param problems errors and warnings by line
 * @param sha256 of the bytes that were read, in hexadecimal; empty when there are none
 * @param environment the variables that the document may refer to
 */
public record Loaded(
    @Nullable Document document,
    Places places,
    List<Problem> problems,
    Vocabulary vocabulary,
    String sha256,
    EnvSubstitution environment) {}
