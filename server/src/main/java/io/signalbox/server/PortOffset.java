package io.signalbox.server;

import io.signalbox.config.BackendAddress;
import io.signalbox.config.BackendRef;
import io.signalbox.config.Document;
import io.signalbox.config.Listener;
import io.signalbox.config.ProviderModel;
import io.signalbox.config.Providers;
import io.signalbox.config.load.Loaded;
import java.util.List;
import java.util.Optional;

/**
 * Moves the ports of a document on this machine, so that one document serves several processes
 * beside each other.
 *
 * @param offset added to listeners and to backends on the loopback address
 */
record PortOffset(int offset) {
  Loaded apply(Loaded loaded) {
    var document = loaded.document();
    if (offset == 0 || document == null) {
      return loaded;
    }
    var providers =
        new Providers(
            document.providers().defaults(),
            document.providers().models().stream().map(this::moved).toList());
    var moved =
        new Document(
            document.version(),
            document.listeners().stream().map(this::moved).toList(),
            providers,
            document.routing(),
            document.entrypoints(),
            document.recipes(),
            document.global());
    return new Loaded(
        moved,
        loaded.places(),
        loaded.problems(),
        loaded.vocabulary(),
        loaded.sha256(),
        loaded.environment());
  }

  private Listener moved(Listener listener) {
    return new Listener(
        listener.name(), listener.address(), listener.port() + offset, listener.timeout());
  }

  private ProviderModel moved(ProviderModel model) {
    List<BackendRef> refs = model.backendRefs().stream().map(this::moved).toList();
    return new ProviderModel(
        model.name(),
        model.reasoningFamily(),
        model.providerModelId(),
        model.externalModelIds(),
        model.apiFormat(),
        model.pricing(),
        model.reliability(),
        refs);
  }

  private BackendRef moved(BackendRef ref) {
    var address = ref.baseUrl() == null ? ref.address() : Optional.<BackendAddress>empty();
    if (address.isEmpty() || !address.get().host().equals("127.0.0.1")) {
      return ref;
    }
    var endpoint = address.get().host() + ":" + (address.get().port() + offset);
    return new BackendRef(
        ref.name(),
        endpoint,
        ref.protocol(),
        ref.weight(),
        ref.type(),
        null,
        ref.provider(),
        ref.access());
  }
}
