package io.signalbox.chat;

/**
 * One server-sent event.
 *
 * @param name {@code message} when the stream names none
 * @param data its lines joined by {@code \n}
 * @param id the last id the stream has told, empty when none
 */
public record SseEvent(String name, String data, String id) {}
