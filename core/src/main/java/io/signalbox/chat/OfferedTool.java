package io.signalbox.chat;

/**
 * Something the model may call, as it stands in a body.
 *
 * @param member the key of the body that it stands in
 * @param name of the function, or the type of a tool that the provider runs
 * @param description for the model; empty when there is none
 * @param json in the form of its protocol
 */
public record OfferedTool(String member, String name, String description, String json) {}
