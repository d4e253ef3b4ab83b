package io.signalbox.fleet;

import io.signalbox.chat.HeaderEdits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a backend wants to be shown a key.
 *
 * @param header carries the key; in lower case
 * @param prefix stands in front of the key, a blank between; empty for none
 */
public record KeyForm(String header, String prefix) {
  /** A bearer token. */
  public static final KeyForm BEARER = new KeyForm("authorization", "Bearer");

  /** Headers that carry a credential of the client, which are not for a backend with a key. */
  private static final List<String> CREDENTIALS = List.of("authorization", "x-api-key", "api-key");

  /** Shows a key in place of the client's own credentials; nothing where there is none. */
  public HeaderEdits edits(@Nullable String key) {
    var edits = HeaderEdits.NONE;
    if (key == null || key.isBlank()) {
      return edits;
    }
    for (var name : CREDENTIALS) {
      edits = name.equals(header) ? edits : edits.remove(name);
    }
    return edits.overwrite(header, prefix.isEmpty() ? key.strip() : prefix + " " + key.strip());
  }
}
