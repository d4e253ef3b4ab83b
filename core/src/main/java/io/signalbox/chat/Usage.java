package io.signalbox.chat;

/**
 * Token counts of a reply, as the backend told them.
 *
 * @param prompt tokens of the prompt
 * @param completion tokens of the answer
 */
public record Usage(long prompt, long completion) {}
