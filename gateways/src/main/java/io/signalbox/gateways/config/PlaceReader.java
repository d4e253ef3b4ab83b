package io.signalbox.gateways.config;

import io.signalbox.config.BackendAddress;
import io.signalbox.config.BackendRef;
import io.signalbox.config.ProviderModel;
import io.signalbox.config.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the backends of a model. The router shows every backend of a model the key and the path of
 * the heaviest one, since it is the gateway that picks: backends that want to be asked otherwise
 * than each other cannot stand behind one model, and a key must not reach a host it was not made
 * for.
 */
final class PlaceReader {
  private final List<String> errors;

  PlaceReader(List<String> errors) {
    this.errors = errors;
  }

  List<Place> read(ProviderModel model) {
    requireAlike(model);
    var places = new ArrayList<Place>();
    for (var ref : model.backendRefs()) {
      place(model, ref).ifPresent(places::add);
    }
    return List.copyOf(places);
  }

  private Optional<Place> place(ProviderModel model, BackendRef ref) {
    var address = ref.address();
    if (address.isEmpty()) {
      errors.add(
          "model %s: a backend has no address (expected: endpoint or base_url)"
              .formatted(Shown.of(model.name())));
      return Optional.empty();
    }
    if (address.get().host().indexOf('%') >= 0) {
      errors.add(
          "model %s: %s has a zone, which gateways do not take (expected: an address without one)"
              .formatted(Shown.of(model.name()), address.get().authority()));
      return Optional.empty();
    }
    if (Numeric.isWrong(address.get().host())) {
      errors.add(
          "model %s: %s is no address (expected: a name, or four numbers up to 255)"
              .formatted(Shown.of(model.name()), Shown.of(address.get().host())));
      return Optional.empty();
    }
    return address.map(place -> new Place(place, ref.weight(), ownPath(ref, place)));
  }

  private static boolean ownPath(BackendRef ref, BackendAddress address) {
    var access = ref.access();
    if (access.chatPath() != null || access.apiVersion() != null) {
      return true;
    }
    return ref.hasProfile() && !address.basePath().isEmpty() && !address.basePath().equals("/v1");
  }

  private void requireAlike(ProviderModel model) {
    var refs = model.backendRefs();
    var first = manner(model, refs.getFirst());
    for (var ref : refs) {
      var other = manner(model, ref);
      for (var aspect : first.keySet()) {
        if (!Objects.equals(first.get(aspect), other.get(aspect))) {
          errors.add(
              "model %s: its backends differ in %s (expected: one for all, since behind a gateway"
                      .formatted(Shown.of(model.name()), aspect)
                  + " each is asked as the heaviest one is; or a model of its own for each)");
          return;
        }
      }
    }
  }

  /** How a backend wants to be asked, by what a reader calls it. */
  private static Map<String, Object> manner(ProviderModel model, BackendRef ref) {
    var access = ref.access();
    var path = ref.address().map(BackendAddress::basePath).orElse("");
    return Tree.of(
        "path",
        List.of(ref.hasProfile(), path, text(access.chatPath()), text(access.apiVersion())),
        "key",
        List.of(
            Optional.ofNullable(access.apiKey()).map(Secret::text),
            text(access.apiKeyEnv()),
            text(access.authHeader()),
            access.extraHeaders()),
        "name of the model",
        model.externalModelIds().getOrDefault(ref.backendType(), text(model.providerModelId())));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
