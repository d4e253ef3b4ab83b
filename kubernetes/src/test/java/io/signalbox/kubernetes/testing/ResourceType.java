package io.signalbox.kubernetes.testing;

import org.jspecify.annotations.Nullable;

/**
 * A kind of object that the stand-in keeps, at one version.
 *
 * @param group the API group, empty for the core group
 * @param status whether {@code status} is a subresource of its own
 * @param model the client library's class of it; null for a kind that a CRD installs
 * @param schema the schema of its CRD; null for a built-in kind
 */
record ResourceType(
    String group,
    String version,
    String plural,
    String singular,
    String kind,
    boolean namespaced,
    boolean status,
    @Nullable Class<?> model,
    @Nullable CrdVersion schema) {

  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** As messages of the server name it: {@code deployments.apps}. */
  String qualifiedPlural() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** As messages of the server name it: {@code Deployment.apps}. */
  String qualifiedKind() {
    return group.isEmpty() ? kind : kind + "." + group;
  }

  /** What its objects are kept under: all versions of a kind are one set of objects. */
  String storage() {
    return kind.equals("Event") ? "events" : qualifiedPlural();
  }

  boolean custom() {
    return schema != null;
  }
}
