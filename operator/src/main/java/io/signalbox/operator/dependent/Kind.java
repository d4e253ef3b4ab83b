package io.signalbox.operator.dependent;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Locale;

/**
 * A kind of object that routers own.
 *
 * @param group its API group; empty for the core group
 * @param version the version that we write
 * @param kind the name of the kind
 * @param plural the name of the kind in rules
 * @param type the class of the client's model, or {@link GenericKubernetesResource}
 */
public record Kind(
    String group, String version, String kind, String plural, Class<? extends HasMetadata> type) {
  /** A kind of which the client has a model. */
  public static Kind of(Class<? extends HasMetadata> type) {
    return new Kind(
        HasMetadata.getGroup(type) == null ? "" : HasMetadata.getGroup(type),
        HasMetadata.getVersion(type),
        HasMetadata.getKind(type),
        HasMetadata.getPlural(type),
        type);
  }

  /** A kind of which only the name is known. */
  public static Kind generic(String group, String version, String kind, String plural) {
    return new Kind(group, version, kind, plural, GenericKubernetesResource.class);
  }

  /** The kind of an object. */
  public static Kind of(HasMetadata object) {
    if (!(object instanceof GenericKubernetesResource)) {
      return of(object.getClass());
    }
    var parts = object.getApiVersion().split("/", 2);
    var group = parts.length == 2 ? parts[0] : "";
    return generic(group, parts[parts.length - 1], object.getKind(), plural(object.getKind()));
  }

  private static String plural(String kind) {
    var lower = kind.toLowerCase(Locale.ROOT);
    return lower.endsWith("y") ? lower.substring(0, lower.length() - 1) + "ies" : lower + "s";
  }

  /** {@code group/version}, or the version alone in the core group. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** Whether the client has no model of it. */
  public boolean isGeneric() {
    return type == GenericKubernetesResource.class;
  }
}
