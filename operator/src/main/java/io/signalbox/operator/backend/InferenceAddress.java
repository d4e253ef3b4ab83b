package io.signalbox.operator.backend;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Where an InferenceService says that it answers. */
final class InferenceAddress {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private InferenceAddress() {}

  /** The address within the cluster, else the public one; empty while it tells neither. */
  static Optional<Place> of(GenericKubernetesResource inference) {
    return url(inference, "status", "address", "url").or(() -> url(inference, "status", "url"));
  }

  private static Optional<Place> url(GenericKubernetesResource inference, Object... path) {
    return inference.get(path) instanceof String text ? place(text.strip()) : Optional.empty();
  }

  private static Optional<Place> place(String url) {
    try {
      var uri = new URI(url);
      var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean tls = scheme.equals("https");
      if (uri.getHost() == null || !(tls || scheme.equals("http"))) {
        return Optional.empty();
      }
      int port = uri.getPort() > 0 ? uri.getPort() : tls ? HTTPS : HTTP;
      return Optional.of(new Place(uri.getHost(), port, tls));
    } catch (URISyntaxException none) {
      return Optional.empty();
    }
  }
}
