package io.signalbox.fleet;

import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.RouterException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys come from that backends are asked with.
 *
 * @param sources the first that has a key gives it
 * @param required whether a call without a key is refused; else it goes on with what the client
 *     itself sent
 */
public record Credentials(List<Source> sources, boolean required) {
  /** The keys that stand in the configuration of the backends. */
  public static final Credentials CONFIGURED = new Credentials(List.of(new Configured()), false);

  /** A place where a key may be. */
  public sealed interface Source {}

  /**
   * Headers that the proxy sets.
   *
   * @param headers names in lower case, by the type of the backends they are for
   */
  public record Injected(Map<String, String> headers) implements Source {
    public Injected {
      headers = Map.copyOf(headers);
    }
  }

  /** The configuration of the backend. */
  public record Configured() implements Source {}

  public Credentials {
    sources = List.copyOf(sources);
  }

  /**
   * Shows a backend the key for it.
   *
   * @param model for the error
   * @param backend a null one is picked by the proxy, and treated as a plain server
   * @param caller the headers of the call that may be believed
   * @throws RouterException {@code UNAUTHENTICATED} when a key is required and there is none
   */
  HeaderEdits edits(String model, @Nullable Backend backend, Headers caller) {
    var type = backend == null ? Backend.PLAIN : backend.type().toLowerCase(Locale.ROOT);
    var access = backend == null ? Access.NONE : backend.access();
    for (var source : sources) {
      var edits =
          switch (source) {
            case Injected(var headers) -> access.keyForm().edits(sent(headers.get(type), caller));
            case Configured() -> access.key();
          };
      if (!edits.equals(HeaderEdits.NONE)) {
        return edits;
      }
    }
    if (required) {
      throw new RouterException(
          Fault.UNAUTHENTICATED,
          "no key for model \"%s\" (expected: one for the provider %s)".formatted(model, type));
    }
    return HeaderEdits.NONE;
  }

  private static @Nullable String sent(@Nullable String header, Headers caller) {
    return header == null ? null : caller.first(header);
  }
}
