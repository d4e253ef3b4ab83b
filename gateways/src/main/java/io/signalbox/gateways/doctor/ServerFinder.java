package io.signalbox.gateways.doctor;

import io.signalbox.config.BackendAddress;
import io.signalbox.config.Document;
import io.signalbox.config.ProviderModel;
import io.signalbox.config.load.Loaded;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds the servers of models that a document names. */
record ServerFinder(Targets targets, Optional<ClusterReader> cluster, Addresses addresses) {
  /** {@code service.namespace}, with what may follow inside of a cluster. */
  private static final Pattern INSIDE =
      Pattern.compile("(?<name>[a-z0-9-]+)\\.(?<namespace>[a-z0-9-]+)(?:\\.svc(?:\\..*)?)?");

  List<ModelServer> find(Optional<Loaded> config) {
    var found = new ArrayList<ModelServer>();
    var document = config.map(Loaded::document);
    var expected = document.map(ServerFinder::expected).orElse(Map.of());
    if (targets.backendUrls().isEmpty()) {
      expected.forEach((address, models) -> server(address, models).ifPresent(found::add));
    }
    var all = new TreeSet<String>();
    expected.values().forEach(all::addAll);
    for (var url : targets.backendUrls()) {
      found.add(new ModelServer(addresses.at(url), Optional.empty(), all));
    }
    return found;
  }

  /** Which names each server is asked for; servers of others, with keys of their own, left out. */
  private static Map<BackendAddress, Set<String>> expected(Document document) {
    var expected = new LinkedHashMap<BackendAddress, Set<String>>();
    for (var model : document.providers().models()) {
      for (var backend : model.backendRefs()) {
        if (!backend.hasProfile()) {
          backend
              .address()
              .ifPresent(address ->
                  expected
                      .computeIfAbsent(address, _ -> new TreeSet<>())
                      .addAll(names(document, model)));
        }
      }
    }
    return expected;
  }

  private static Set<String> names(Document document, ProviderModel model) {
    var names = new TreeSet<String>();
    names.add(model.providerModelId() == null ? model.name() : model.providerModelId());
    document.routing().modelCards().stream()
        .filter(card -> card.name().equals(model.name()))
        .forEach(card -> card.loras().forEach(lora -> names.add(lora.name())));
    return names;
  }

  private Optional<ModelServer> server(BackendAddress address, Set<String> models) {
    if (cluster.isEmpty()) {
      var scheme = address.tls() ? "https://" : "http://";
      var web = addresses.at(URI.create(scheme + address.authority()));
      return Optional.of(new ModelServer(web, Optional.empty(), models));
    }
    var reader = cluster.get();
    var inside = INSIDE.matcher(address.host());
    var name = inside.matches() ? inside.group("name") : address.host();
    var namespace = inside.matches() ? inside.group("namespace") : targets.namespace();
    var service = reader.get(Kind.SERVICE, namespace, name);
    var workload = service.flatMap(found -> Workloads.behind(reader, found));
    return Optional.of(
        new ModelServer(reader.service(namespace, name, address.port()), workload, models));
  }
}
