package io.signalbox.config;

/** How one of a decision's models is picked. */
public record AlgorithmConfig(@Doc("Name of the algorithm.") @NotBlank String type) {}
