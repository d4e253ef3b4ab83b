package io.signalbox.e2e;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One Envoy with a listener for every pairing of body modes. */
final class EnvoyMatrix implements AutoCloseable {
  static final String DUPLEX = "FULL_DUPLEX_STREAMED";
  static final List<String> MODES =
      List.of("NONE", "BUFFERED", "BUFFERED_PARTIAL", "STREAMED", DUPLEX);

  /**
   * How bodies are shown.
   *
   * @param trailers whether trailers are shown where the mode does not say; Envoy refuses to hide
   *     them beside full duplex
   * @param bufferBytes what Envoy buffers at most
   * @param replyShown whether the reply's headers are shown
   */
  record Pair(
      String request, String response, boolean trailers, int bufferBytes, boolean replyShown) {
    private static final int ROOMY = 20 << 20;

    static Pair of(String request, String response) {
      return new Pair(request, response, false, ROOMY, true);
    }

    Pair withTrailers() {
      return new Pair(request, response, true, bufferBytes, replyShown);
    }

    Pair withBuffer(int bytes) {
      return new Pair(request, response, trailers, bytes, replyShown);
    }

    /** The same request, of whose reply nothing is shown. */
    Pair withoutReply() {
      return new Pair(request, "NONE", trailers, bufferBytes, false);
    }

    /** Whether the router sees the prompt. */
    boolean shown() {
      return !request.equals("NONE");
    }

    /** Whether the router can name a model in a header: not once the headers have left. */
    boolean routesByHeader() {
      return !request.equals("STREAMED");
    }

    /** Whether events can pass one by one, by themselves or by an override. */
    boolean streams() {
      return List.of("NONE", "STREAMED", DUPLEX).contains(response)
          || (response.equals("BUFFERED") && !request.equals(DUPLEX));
    }

    @Override
    public String toString() {
      return "%s / %s%s%s"
          .formatted(
              request,
              replyShown ? response : "nothing",
              trailers ? " with trailers" : "",
              bufferBytes == ROOMY ? "" : " in " + bufferBytes + " bytes");
    }
  }

  private final Envoy envoy;
  private final int admin;
  private final Map<Pair, Integer> ports;

  private EnvoyMatrix(Envoy envoy, int admin, Map<Pair, Integer> ports) {
    this.envoy = envoy;
    this.admin = admin;
    this.ports = ports;
  }

  static EnvoyMatrix start(List<Pair> pairs, int routerPort, int backendPort) {
    var ports = new LinkedHashMap<Pair, Integer>();
    var listeners = new ArrayList<String>();
    for (var pair : pairs) {
      int port = Ports.free();
      ports.put(pair, port);
      listeners.add(listener(pair, port));
    }
    int admin = Ports.free();
    var config =
        Resources.text("envoy-matrix.yaml")
            .replace("@ADMIN@", Integer.toString(admin))
            .replace("@LISTENERS@", String.join("", listeners))
            .replace("@ROUTER@", Integer.toString(routerPort))
            .replace("@BACKEND@", Integer.toString(backendPort));
    return new EnvoyMatrix(
        Envoy.start(config, admin, ports.values().iterator().next()), admin, ports);
  }

  private static String listener(Pair pair, int port) {
    return Resources.text("envoy-matrix-listener.yaml")
        .replace("@PORT@", Integer.toString(port))
        .replace("@REPLY@", pair.replyShown() ? "SEND" : "SKIP")
        .replace("@REQUEST@", pair.request())
        .replace("@RESPONSE@", pair.response())
        .replace("@REQUEST_TRAILERS@", trailers(pair, pair.request()))
        .replace("@RESPONSE_TRAILERS@", trailers(pair, pair.response()))
        .replace("@BUFFER@", Integer.toString(pair.bufferBytes()));
  }

  private static String trailers(Pair pair, String mode) {
    return pair.trailers() || mode.equals(DUPLEX) ? "SEND" : "SKIP";
  }

  int port(Pair pair) {
    var port = ports.get(pair);
    if (port == null) {
      throw new IllegalArgumentException("%s has no listener".formatted(pair));
    }
    return port;
  }

  int adminPort() {
    return admin;
  }

  @Override
  public void close() {
    envoy.close();
  }
}
