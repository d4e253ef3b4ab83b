package io.signalbox.server.extproc;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Message;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells by its body alone which protocol a request speaks. A backend behind the path that is not
 * shown may read another member as the prompt than the one that was judged; so the reading must
 * hold every text that any protocol finds there.
 */
final class Recognition {
  /**
   * A body as one protocol reads it.
   *
   * @param texts what is said in it
   */
  private record Understood(ChatRequest request, Set<String> texts) {
    static Understood of(ChatRequest request) {
      return new Understood(
          request,
          request.messages().stream()
              .map(Message::text)
              .filter(text -> !text.isBlank())
              .collect(Collectors.toSet()));
    }

    boolean covers(Understood other) {
      return texts.containsAll(other.texts)
          && (other.request.source().legible() || !request.source().legible());
    }
  }

  private Recognition() {}

  /**
   * The body as the first protocol reads it that sees all there is to see. What no protocol reads
   * that is routed may be of one that is not.
   *
   * @return null when none does
   */
  static @Nullable ChatRequest of(byte[] body, List<Protocol> protocols) {
    var routed = readings(body, protocols.stream().filter(Protocol::routes).toList());
    var readings =
        routed.isEmpty()
            ? readings(body, protocols.stream().filter(p -> !p.routes()).toList())
            : routed;
    return readings.stream()
        .filter(reading -> readings.stream().allMatch(reading::covers))
        .map(Understood::request)
        .findFirst()
        .orElse(null);
  }

  private static List<Understood> readings(byte[] body, List<Protocol> protocols) {
    var readings = new ArrayList<Understood>();
    for (var protocol : protocols) {
      try {
        readings.add(Understood.of(protocol.decode(body)));
      } catch (RouterException another) {
        if (another.fault() != Fault.BAD_REQUEST) {
          throw another;
        }
      }
    }
    return readings;
  }
}
