package io.signalbox.chat;

import java.util.List;

/** Requests for tests, as {@link FakeProtocol} reads them. */
public final class Requests {
  private static final FakeProtocol PROTOCOL = new FakeProtocol();

  private Requests() {}

  /** A request for an automatic choice that says one thing as the user. */
  public static ChatRequest saying(String text) {
    return of("auto", message(Role.USER, text));
  }

  /** A request that names a model. */
  public static ChatRequest naming(String model) {
    return of(model, message(Role.USER, "hello"));
  }

  public static ChatRequest of(String model, Message... messages) {
    return PROTOCOL.request(model, List.of(messages));
  }

  public static Message message(Role role, String text) {
    return new Message(role, text, null, null);
  }
}
