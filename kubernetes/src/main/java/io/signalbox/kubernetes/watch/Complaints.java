package io.signalbox.kubernetes.watch;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells what the API server does not let the router do, each thing once in a minute. Safe for use
 * by many threads.
 */
final class Complaints {
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  private static final int UNAUTHORIZED = 401;
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final String namespace;
  private final InstantSource clock;
  private final Consumer<String> log;
  private final Map<String, Instant> told = new HashMap<>();

  /**
   * What was asked of the API server.
   *
   * @param verbs all that a role must allow for it
   * @param group of the resource; empty for the core
   * @param resource in the plural, as in a role
   */
  record Asked(String verb, String verbs, String group, String resource) {}

  /**
   * @param log takes a line
   */
  Complaints(String namespace, InstantSource clock, Consumer<String> log) {
    this.namespace = namespace;
    this.clock = clock;
    this.log = log;
  }

  /** The answer's status code; 0 when there was no answer. */
  static int code(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof KubernetesClientException answer) {
        return Math.max(answer.getCode(), 0);
      }
    }
    return 0;
  }

  /** Tells of a failure, unless the same was told within the last minute. */
  void tell(Asked asked, Throwable failure) {
    int code = code(failure);
    if (due(asked.verb() + " " + asked.resource() + " " + code)) {
      log.accept(text(asked, code, failure));
    }
  }

  /** Tells something that is no failure of a request, likewise. */
  void tell(String text) {
    if (due(text)) {
      log.accept(text);
    }
  }

  private synchronized boolean due(String what) {
    var now = clock.instant();
    var last = told.get(what);
    if (last != null && last.plus(PAUSE).isAfter(now)) {
      return false;
    }
    told.put(what, now);
    return true;
  }

  private String text(Asked asked, int code, Throwable failure) {
    var what = "%s %s in namespace %s: ".formatted(asked.verb(), asked.resource(), namespace);
    return what
        + switch (code) {
          case FORBIDDEN ->
              ("forbidden (expected: a Role in namespace %s, bound to the router's service account,"
                      + " with the rule {apiGroups: [\"%s\"], resources: [%s], verbs: [%s]})")
                  .formatted(namespace, asked.group(), asked.resource(), asked.verbs());
          case UNAUTHORIZED ->
              "the API server does not know who asks (expected: a valid service account or"
                  + " --kubeconfig)";
          case NOT_FOUND ->
              "not known to the API server (expected: the custom resource definition %s.%s"
                      .formatted(asked.resource(), asked.group())
                  + " installed); tried again";
          case 0 ->
              "the API server does not answer (%s); what serves now serves on, tried again"
                  .formatted(reason(failure));
          default -> "answered %d; tried again".formatted(code);
        };
  }

  /** The class and not the message, which may hold an address with credentials. */
  private static String reason(Throwable failure) {
    var cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getClass().getSimpleName();
  }
}
