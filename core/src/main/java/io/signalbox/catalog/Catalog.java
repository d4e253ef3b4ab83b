package io.signalbox.catalog;

import io.signalbox.chat.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every part there is.
 *
 * @param signals kinds of signals
 * @param selectors selection algorithms; the first is used where none is configured
 * @param plugins kinds of plugins
 * @param protocols wire formats
 */
public record Catalog(
    List<SignalPart<?>> signals,
    List<SelectorPart<?>> selectors,
    List<PluginPart<?>> plugins,
    List<Protocol> protocols) {
  public Catalog {
    signals = List.copyOf(signals);
    selectors = List.copyOf(selectors);
    plugins = List.copyOf(plugins);
    protocols = List.copyOf(protocols);
  }

  public Optional<SignalPart<?>> signalByList(String listKey) {
    return signals.stream().filter(part -> part.listKey().equals(listKey)).findFirst();
  }

  public Optional<SignalPart<?>> signalByLeaf(String leafType) {
    return signals.stream().filter(part -> part.leafType().equals(leafType)).findFirst();
  }

  /** The leaf types of the signals that guard. */
  public Set<String> guards() {
    return signals.stream()
        .filter(SignalPart::safety)
        .map(SignalPart::leafType)
        .collect(Collectors.toUnmodifiableSet());
  }

  public Optional<SelectorPart<?>> selector(String type) {
    return selectors.stream().filter(part -> part.type().equals(type)).findFirst();
  }

  public Optional<PluginPart<?>> plugin(String type) {
    return plugins.stream().filter(part -> part.type().equals(type)).findFirst();
  }

  /** The protocol whose clients ask for a path, whether or not it exists: for error replies. */
  public Protocol protocolNear(String path) {
    var nearest = protocols.getFirst();
    int longest = 0;
    for (var protocol : protocols) {
      var own = protocol.path();
      boolean beneath = path.equals(own) || path.startsWith(own + "/");
      if (beneath && own.length() > longest) {
        nearest = protocol;
        longest = own.length();
      }
    }
    return nearest;
  }

  /** The protocol spoken on a path. */
  public Optional<Protocol> protocol(String path) {
    for (var protocol : protocols) {
      if (protocol.path().equals(path)) {
        return Optional.of(protocol);
      }
    }
    return Optional.empty();
  }
}
