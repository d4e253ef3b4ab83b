package io.signalbox.engine;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import io.signalbox.fleet.Model;
import io.signalbox.translate.BackendSide;
import io.signalbox.translate.ClientSide;
import java.util.List;

/**
 * Knows in which protocol a model's backends are asked.
 *
 * @param protocols in order of preference
 */
record Translator(List<Protocol> protocols) {
  Translator {
    protocols = List.copyOf(protocols);
  }

  /** Whether the model's backends speak the client's protocol themselves. */
  static boolean needless(Protocol client, Model model) {
    return client.apiFormats().contains(model.apiFormat());
  }

  /**
   * A translation for one call.
   *
   * @param request as the chain left it
   * @throws RouterException {@code BAD_REQUEST} when the client's protocol or the model's is not
   *     one that can be translated
   */
  Translation between(Protocol client, Model model, ChatRequest request) {
    if (client instanceof ClientSide asking) {
      for (var protocol : protocols) {
        if (protocol instanceof BackendSide asked && needless(protocol, model)) {
          return new Translation(asking, asked, request);
        }
      }
    }
    var paths = protocols.stream().filter(p -> reaches(p, model)).map(Protocol::path).toList();
    throw new RouterException(
        Fault.BAD_REQUEST,
        "model \"%s\" cannot be asked on %s: its backends speak %s (possible: %s)"
            .formatted(
                model.name(),
                client.path(),
                model.apiFormat(),
                paths.isEmpty() ? "nothing" : "POST " + String.join(", POST ", paths)));
  }

  private boolean reaches(Protocol client, Model model) {
    return needless(client, model)
        || (client instanceof ClientSide
            && protocols.stream().anyMatch(p -> p instanceof BackendSide && needless(p, model)));
  }
}
