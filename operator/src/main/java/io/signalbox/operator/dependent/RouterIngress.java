package io.signalbox.operator.dependent;

import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLSBuilder;
import io.signalbox.kubernetes.resource.IngressHost;
import io.signalbox.kubernetes.resource.IngressPath;
import io.signalbox.kubernetes.resource.IngressSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A way in from outside of the cluster, when the resource asks for one. */
public final class RouterIngress implements Dependent {
  private static final IngressPath EVERYTHING = new IngressPath("/", "Prefix", null);

  @Override
  public List<Kind> kinds() {
    return List.of(Kind.of(Ingress.class));
  }

  @Override
  public List<Ingress> desired(Plan plan) {
    var spec = plan.spec().ingress();
    if (spec == null || !Boolean.TRUE.equals(spec.enabled())) {
      return List.of();
    }
    var metadata = plan.metadata(plan.name());
    if (spec.annotations() != null) {
      metadata.setAnnotations(spec.annotations());
    }
    return List.of(
        new IngressBuilder()
            .withMetadata(metadata)
            .withNewSpec()
            .withIngressClassName(spec.className())
            .withRules(hosts(spec).stream().map(host -> rule(plan, host)).toList())
            .withTls(tls(spec))
            .endSpec()
            .build());
  }

  private static List<IngressHost> hosts(IngressSpec spec) {
    var hosts = spec.hosts();
    return hosts == null || hosts.isEmpty() ? List.of(new IngressHost(null, null)) : hosts;
  }

  private static IngressRule rule(Plan plan, IngressHost host) {
    var paths = host.paths() == null || host.paths().isEmpty() ? List.of(EVERYTHING) : host.paths();
    return new IngressRuleBuilder()
        .withHost(host.host())
        .withNewHttp()
        .withPaths(paths.stream().map(path -> path(plan, path)).toList())
        .endHttp()
        .build();
  }

  private static HTTPIngressPath path(Plan plan, IngressPath path) {
    int port = path.servicePort() == null ? plan.ports().api().port() : path.servicePort();
    return new HTTPIngressPathBuilder()
        .withPath(orElse(path.path(), "/"))
        .withPathType(orElse(path.pathType(), "Prefix"))
        .withNewBackend()
        .withNewService()
        .withName(plan.name())
        .withNewPort()
        .withNumber(port)
        .endPort()
        .endService()
        .endBackend()
        .build();
  }

  private static List<IngressTLS> tls(IngressSpec spec) {
    var entries = spec.tls();
    if (entries == null) {
      return List.of();
    }
    return entries.stream()
        .map(entry ->
            new IngressTLSBuilder()
                .withHosts(entry.hosts() == null ? List.of() : entry.hosts())
                .withSecretName(entry.secretName())
                .build())
        .toList();
  }

  private static String orElse(@Nullable String value, String usual) {
    return value == null || value.isEmpty() ? usual : value;
  }
}
