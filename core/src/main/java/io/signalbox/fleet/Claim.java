package io.signalbox.fleet;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.RouterException;
import org.jspecify.annotations.Nullable;

/**
 * What a call can show to be let in by a backend.
 *
 * @param credentials where its keys come from
 * @param caller the headers of the call that may be believed
 */
public record Claim(Credentials credentials, Headers caller) {
  /** A call that brings nothing. */
  public static final Claim NONE = new Claim(Credentials.CONFIGURED, Headers.NONE);

  /**
   * The request as a backend of the model wants it: with a key and its headers, and on its own path
   * where it has one.
   *
   * @param backend a null one is picked by the proxy
   * @throws RouterException {@code UNAUTHENTICATED} when a key is required and there is none
   */
  public ChatRequest admit(ChatRequest request, String model, @Nullable Backend backend) {
    var keyed = request.withHeaders(credentials.edits(model, backend, caller));
    return backend == null ? keyed : backend.admit(keyed);
  }

  /**
   * What a request needs to be let in whose body cannot be read: the key and the headers, no path.
   *
   * @param backend a null one is picked by the proxy
   * @throws RouterException {@code UNAUTHENTICATED} when a key is required and there is none
   */
  public HeaderEdits admit(String model, @Nullable Backend backend) {
    var edits = credentials.edits(model, backend, caller);
    return backend == null ? edits : edits.and(backend.access().headers());
  }
}
