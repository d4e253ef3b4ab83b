package io.signalbox.operator.apply;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.signalbox.operator.dependent.Kind;
import java.util.Locale;

/**
 * Why an object could not be brought to what it should be, in a way that trying again does not
 * mend.
 *
 * @param reason one word for machines
 * @param message what is wrong and what to do
 */
public record Refusal(String reason, String message) {
  /** The API server does not allow it. */
  static Refusal forbidden(
      Kind kind, String namespace, String name, KubernetesClientException answer) {
    var group = kind.group().isEmpty() ? "\"\"" : kind.group();
    return new Refusal(
        "Forbidden",
        "%s %s was not written: the operator may not write %s (apiGroup %s) in namespace %s; give its account get, list, watch, create, patch and delete there. The API server says: %s"
            .formatted(kind.kind(), name, kind.plural(), group, namespace, said(answer)));
  }

  /** The API server finds the object wrong. */
  static Refusal invalid(Kind kind, String name, KubernetesClientException answer) {
    return new Refusal(
        "Refused",
        "%s %s was not written: the API server refuses it; correct the resource%s. It says: %s"
            .formatted(kind.kind(), name, insteadOfInvalid(kind), said(answer)));
  }

  /** There is one already, and it belongs to somebody else. */
  static Refusal taken(Kind kind, String namespace, String name) {
    return new Refusal(
        "NameTaken",
        "%s %s exists and is not this router's; delete it, or %s. See: kubectl -n %s get %s %s -o yaml"
            .formatted(
                kind.kind(),
                name,
                insteadOfTaken(kind),
                namespace,
                kind.kind().toLowerCase(Locale.ROOT),
                name));
  }

  /** A claim keeps what it was made with, but for its size once it has a volume. */
  private static String insteadOfInvalid(Kind kind) {
    return kind.kind().equals("PersistentVolumeClaim")
        ? ", or delete a claim that is to change"
        : "";
  }

  private static String insteadOfTaken(Kind kind) {
    return kind.kind().equals("ServiceAccount")
        ? "use it as it is by spec.serviceAccount.create: false"
        : "rename the SemanticRouter";
  }

  /** The cluster serves no such kind. */
  static Refusal unknown(Kind kind, String name) {
    return new Refusal(
        "KindNotServed",
        "%s %s was not written: the API server does not serve %s %s; install its CRD"
            .formatted(kind.kind(), name, kind.apiVersion(), kind.kind()));
  }

  private static String said(KubernetesClientException answer) {
    var status = answer.getStatus();
    var message = status == null ? answer.getMessage() : status.getMessage();
    if (message == null) {
      return "nothing (status " + answer.getCode() + ")";
    }
    var line = message.strip().replaceAll("\\s+", " ");
    return line.length() > 600 ? line.substring(0, 600) + "…" : line;
  }
}
