package io.signalbox.select;

/**
 * The answer of a selector.
 *
 * @param candidate one of the choice's candidates
 * @param algorithm what picked it, as the response header names it; empty when nothing had to be
 *     picked
 * @param reason why, in a few words
 */
public record Selection(Candidate candidate, String algorithm, String reason) {}
