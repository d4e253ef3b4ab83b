package io.signalbox.server.extproc;

import io.signalbox.chat.Header;
import io.signalbox.server.extproc.Outcome.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What of an exchange is held against what was recorded. */
final class GoldenComparison {
  /** What codecs add, and what differs from run to run. */
  private static final Set<String> NOT_COMPARED =
      Set.of(
          "date",
          "server",
          "transfer-encoding",
          "connection",
          "x-upstream",
          "x-envoy-upstream-service-time",
          "trailer",
          "cookie");

  private GoldenComparison() {}

  static Verdict verdict(Golden golden) {
    var verdict = golden.record().get("verdict").asString();
    var word = verdict.split(":", 2)[0];
    return switch (word) {
      case "accepted" -> Verdict.ACCEPTED;
      case "rejected" -> Verdict.REFUSED;
      case "header mutation partly refused" -> Verdict.PARTLY_REFUSED;
      case "no answer in time" -> Verdict.TIMED_OUT;
      case "hang" -> Verdict.HUNG;
      case "response cut" -> Verdict.CUT;
      case "client went away" -> Verdict.CLIENT_GONE;
      default -> throw new IllegalArgumentException(verdict);
    };
  }

  /** What is compared of a request that reached the backend. */
  record Arrived(
      String method,
      String path,
      String port,
      List<Header> headers,
      String body,
      List<Header> trailers) {}

  static @Nullable Arrived upstream(Outcome outcome, Golden golden) {
    var request = outcome.upstream();
    if (request == null) {
      return null;
    }
    boolean routes =
        !golden.config().has("phase") || !golden.config().get("phase").asString().equals("route");
    boolean read = body(golden) != null;
    return new Arrived(
        request.method(),
        request.path(),
        routes && "coder-model".equals(request.routedBy()) ? "8001" : "8000",
        compared(request.headers()),
        read ? request.body().toStringUtf8() : "",
        read ? sorted(request.trailers()) : List.of());
  }

  /** The body that the backend read, or null when it read none before it answered. */
  private static @Nullable JsonNode body(Golden golden) {
    for (var event : golden.record().get("upstream")) {
      if (event.get("ev").asString().equals("body")) {
        return event;
      }
    }
    return null;
  }

  static @Nullable Arrived upstream(Golden golden) {
    JsonNode head = null;
    var body = body(golden);
    for (var event : golden.record().get("upstream")) {
      if (event.get("ev").asString().equals("headers")) {
        head = event;
      }
    }
    if (head == null) {
      return null;
    }
    return new Arrived(
        head.get("method").asString(),
        head.get("path").asString(),
        head.get("port").asString(),
        compared(Golden.headers(head.get("headers"))),
        body == null ? "" : Golden.bytes(body).toStringUtf8(),
        body == null ? List.of() : sorted(Golden.headers(body.get("trailers"))));
  }

  /** What is compared of a reply that reached the client. */
  record Seen(int status, List<Header> headers, String body, List<Header> trailers) {}

  static Seen client(Outcome outcome, Golden golden) {
    var reply = outcome.client();
    boolean unseen = reply == null || outcome.verdict() == Verdict.CLIENT_GONE;
    if (reply == null || unseen) {
      return new Seen(0, List.of(), "", List.of());
    }
    return own(golden)
        ? new Seen(reply.status(), List.of(), "", List.of())
        : new Seen(
            reply.status(),
            compared(reply.headers()),
            reply.body().toStringUtf8(),
            sorted(reply.trailers()));
  }

  /** Whether the reply is an error of the proxy's own, whose words are not compared. */
  private static boolean own(Golden golden) {
    var response = golden.record().get("http_response");
    int status = response.get("status").asInt();
    var text = response.has("text") ? response.get("text").asString() : "";
    return status >= 500 && !text.startsWith("{");
  }

  static Seen client(Golden golden) {
    if (verdict(golden) == Verdict.CLIENT_GONE) {
      return new Seen(0, List.of(), "", List.of());
    }
    var response = golden.record().get("http_response");
    return own(golden)
        ? new Seen(response.get("status").asInt(), List.of(), "", List.of())
        : new Seen(
            response.get("status").asInt(),
            compared(Golden.headers(response.get("headers"))),
            Golden.bytes(response).toStringUtf8(),
            sorted(Golden.headers(response.get("trailers"))));
  }

  private static List<Header> compared(List<Header> headers) {
    return sorted(
        headers.stream().filter(header -> !NOT_COMPARED.contains(header.name())).toList());
  }

  private static List<Header> sorted(List<Header> headers) {
    return headers.stream()
        .sorted(Comparator.comparing(Header::name).thenComparing(Header::value))
        .toList();
  }
}
