package io.signalbox.select;

/**
 * What learning did to a selection, or would have.
 *
 * @param method {@code adaptation} or {@code protection}
 * @param action what was done, in one word of the contract
 * @param scope what is kept together, or the empty string
 * @param reason why, in one word of the contract
 */
public record Adjustment(String method, String action, String scope, String reason) {}
