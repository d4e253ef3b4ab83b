package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What the stand-in does wrong on purpose, and what it counts. Safe for several threads. */
final class FaultPlan {
  private static final Map<Integer, String> REASONS =
      Map.of(
          403, "Forbidden",
          404, "NotFound",
          409, "Conflict",
          429, "TooManyRequests",
          500, "InternalError",
          503, "ServiceUnavailable");

  /** Requests that get an answer of this status, this many times. */
  private static final class Planned {
    private final Predicate<ApiRequest> matching;
    private final int status;
    private int left;

    Planned(Predicate<ApiRequest> matching, int status, int left) {
      this.matching = matching;
      this.status = status;
      this.left = left;
    }
  }

  /** A right that is missing; empty texts stand for any. */
  private record Denied(String namespace, String plural, String verb) {
    boolean covers(String inNamespace, String ofPlural, String byVerb) {
      return (namespace.isEmpty() || namespace.equals(inNamespace))
          && (plural.isEmpty() || plural.equals(ofPlural))
          && (verb.isEmpty() || verb.equals(byVerb));
    }
  }

  private final List<Planned> planned = new ArrayList<>();
  private final List<Denied> denied = new ArrayList<>();
  private final List<String> changes = new ArrayList<>();
  private Duration delay = Duration.ZERO;
  private long writeRequests;

  synchronized void plan(Predicate<ApiRequest> matching, int status, int times) {
    planned.add(new Planned(matching, status, times));
  }

  synchronized void deny(String namespace, String plural, String verb) {
    denied.add(new Denied(namespace, plural, verb));
  }

  synchronized void delay(Duration wait) {
    delay = wait;
  }

  synchronized Duration delay() {
    return delay;
  }

  synchronized void clear() {
    planned.clear();
    denied.clear();
    delay = Duration.ZERO;
  }

  /** Fails when a fault is due for the request. */
  synchronized void check(ApiRequest request) {
    for (var fault : List.copyOf(planned)) {
      if (fault.matching.test(request)) {
        fault.left--;
        if (fault.left <= 0) {
          planned.remove(fault);
        }
        var reason = REASONS.getOrDefault(fault.status, "Unknown");
        throw new ApiFailure(fault.status, reason, "a planned fault: " + reason);
      }
    }
    if (isDenied(request.namespace(), request.plural(), request.verb())) {
      throw ApiFailure.forbidden(
          request.plural()
              + " is forbidden: User \"admin\" cannot "
              + request.verb()
              + " resource \""
              + request.plural()
              + "\" in API group \""
              + request.group()
              + "\" in the namespace \""
              + request.namespace()
              + "\"");
    }
  }

  private boolean isDenied(String namespace, String plural, String verb) {
    return !plural.isEmpty()
        && denied.stream().anyMatch(right -> right.covers(namespace, plural, verb));
  }

  /** The answer to a client that asks what it may do. */
  synchronized ObjectNode review(ObjectNode question) {
    var asked = question.path("spec").path("resourceAttributes");
    boolean refused =
        isDenied(
            asked.path("namespace").asText(),
            asked.path("resource").asText(),
            asked.path("verb").asText());
    Json.object(question, "status").put("allowed", !refused);
    return question;
  }

  synchronized void count(ApiRequest request, boolean changed) {
    if (request.writes()) {
      writeRequests++;
      if (changed) {
        changes.add(request.verb() + " " + request.path() + " by " + request.manager());
      }
    }
  }

  synchronized List<String> changes() {
    return List.copyOf(changes);
  }

  synchronized long writeRequests() {
    return writeRequests;
  }
}
