package io.signalbox.infer;

/**
 * A classifier of topics and how sure it must be.
 *
 * @param classifier weighs the topics of a text
 * @param threshold the least probability that counts as found, 0 to 1
 */
public record Topics(Classifier classifier, double threshold) {}
