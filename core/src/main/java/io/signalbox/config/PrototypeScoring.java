package io.signalbox.config;

/** How examples make a score: near ones stand for each other, and the likest of them count. */
public record PrototypeScoring(
    @Doc("Whether near examples are gathered; else every example counts by itself.")
        @Default("true")
        boolean enabled,
    @Doc("Cosine from which an example stands for another.")
        @Default("0.9")
        @Range(min = 0, max = 1)
        double clusterSimilarityThreshold,
    @Doc("How many examples count at most; those that stand for most.")
        @Default("8")
        @Range(min = 1, max = 10_000)
        int maxPrototypes,
    @Doc("The part of the likest example.") @Default("0.75") @Range(min = 0, max = 1)
        double bestWeight,
    @Doc("How many of the likest examples the mean is of; 0 for all.")
        @Default("2")
        @Range(min = 0, max = 1000)
        int topM,
    @Doc("How far the best must be ahead of the second, where only the best matches.")
        @Default("0")
        @Range(min = 0, max = 2)
        double marginThreshold) {}
