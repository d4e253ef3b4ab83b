package io.signalbox.gateways.doctor;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks a Service through the API server, as a laptop outside of the cluster's network must. */
record ServiceProxy(
    KubernetesClient client, String namespace, String name, int port, Duration patience)
    implements Web {

  @Override
  public String place() {
    return "Service %s/%s:%d".formatted(namespace, name, port);
  }

  @Override
  public Reply ask(String path, Map<String, String> headers, @Nullable String body)
      throws UnreachableException {
    var address =
        "%s/api/v1/namespaces/%s/services/%s:%d/proxy%s"
            .formatted(
                client.getMasterUrl().toString().replaceAll("/+$", ""),
                namespace,
                name,
                port,
                path);
    var http = client.getHttpClient();
    var request = http.newHttpRequestBuilder().uri(URI.create(address));
    headers.forEach(request::header);
    if (body != null) {
      request.post("application/json", body);
    }
    var sent = http.sendAsync(request.build(), String.class);
    try {
      var response = sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      var answered = new TreeMap<String, String>();
      response.headers().forEach((header, values) -> answered.put(header, values.getFirst()));
      return reply(response.code(), answered, response.bodyString());
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw new UnreachableException("no answer within " + patience.toSeconds() + " s");
    } catch (ExecutionException | IOException e) {
      throw new UnreachableException(HttpWeb.words(e));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UnreachableException("interrupted");
    }
  }

  /** An answer of the API server itself tells that the Service was not reached. */
  private static Reply reply(int status, Map<String, String> headers, String body)
      throws UnreachableException {
    if (status >= 400 && body.contains("\"kind\":\"Status\"")) {
      throw new UnreachableException(
          "the API server answers %d: %s".formatted(status, message(body)));
    }
    return new Reply(status, headers, body);
  }

  private static String message(String body) {
    try {
      return JsonMapper.shared().readTree(body).path("message").asString("no reason");
    } catch (JacksonException e) {
      return "no reason";
    }
  }
}
