package io.signalbox.gateways.doctor;

import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.load.Loaded;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the router, and the document that it is told to serve. */
record RouterFinder(Targets targets, Optional<ClusterReader> cluster, Addresses addresses) {
  private static final String KEY = "config.yaml";
  private static final int METRICS = 9190;

  RouterView find() {
    var service =
        cluster.flatMap(reader -> reader.get(Kind.SERVICE, targets.namespace(), targets.service()));
    var workload = service.flatMap(found -> Workloads.behind(cluster.orElseThrow(), found));
    var mounted = workload.flatMap(this::mounted);
    var config = config(mounted);
    var place =
        targets.config() != null
            ? targets.config().toString()
            : mounted.map(map -> "ConfigMap " + map.id()).orElse("");
    return new RouterView(service, workload, metrics(service), config, place);
  }

  private Optional<Web> metrics(Optional<Thing> service) {
    return targets.routerUrl() != null
        ? Optional.of(addresses.at(targets.routerUrl()))
        : service.flatMap(found -> metricsService(found));
  }

  /** The Service that has the metrics port: the router's own, or the one beside it. */
  private Optional<Web> metricsService(Thing service) {
    var reader = cluster.orElseThrow();
    var beside =
        reader.get(Kind.SERVICE, service.namespace(), service.name() + "-metrics").orElse(service);
    return beside.parts("spec", "ports").stream()
        .filter(port ->
            port.text("name").filter("metrics"::equals).isPresent()
                || port.number("port").filter(number -> number == METRICS).isPresent())
        .flatMap(port -> port.number("port").stream())
        .findFirst()
        .map(port -> reader.service(beside.namespace(), beside.name(), port));
  }

  private Optional<Loaded> config(Optional<Thing> mounted) {
    if (targets.config() != null) {
      return Optional.of(ConfigLoader.load(targets.config(), System.getenv(), true));
    }
    return mounted.flatMap(
        map -> map.text("data", KEY).map(text -> load("ConfigMap " + map.id(), text)));
  }

  /** Variables of the pod are not ours to see, so each is taken to be set. */
  private static Loaded load(String name, String text) {
    return ConfigLoader.load(name, text, Placeholders.in(text), true);
  }

  /** The ConfigMap with the document, among the volumes of the pods. */
  private Optional<Thing> mounted(Thing workload) {
    var reader = cluster.orElseThrow();
    return workload.parts("spec", "template", "spec", "volumes").stream()
        .flatMap(volume -> volume.text("configMap", "name").stream())
        .flatMap(name -> reader.get(Kind.CONFIG_MAP, workload.namespace(), name).stream())
        .filter(map -> map.text("data", KEY).isPresent())
        .findFirst();
  }

  /** Stands in for the environment of a pod. */
  private static final class Placeholders {
    private static final Pattern VARIABLE =
        Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)|\\$([A-Za-z_][A-Za-z0-9_]*)");

    static Map<String, String> in(String text) {
      var variables = new HashMap<String, String>();
      VARIABLE
          .matcher(text)
          .results()
          .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
          .forEach(name -> variables.put(name, "set-in-the-pod"));
      return variables;
    }
  }
}
