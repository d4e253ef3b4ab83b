package io.signalbox.learn;

/**
 * What somebody found of a call afterwards.
 *
 * @param replayId the call
 * @param aboutModel whether it is about the model, and teaches something of it
 * @param model the model it claims to be about, or the empty string
 * @param fit how well the model did
 */
public record Outcome(String replayId, boolean aboutModel, String model, Fit fit) {}
