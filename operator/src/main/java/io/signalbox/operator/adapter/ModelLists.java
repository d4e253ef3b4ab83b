package io.signalbox.operator.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalbox.operator.backend.ResolvedBackend;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks servers for the list of their models, as OpenAI's API has it. Certificates are checked
 * against the system's trust; redirects are not followed, since they could lead anywhere.
 */
final class ModelLists implements AutoCloseable {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_NAMES = 10_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final Duration patience;

  /** What became of a question. */
  sealed interface Answer {
    /**
     * A list.
     *
     * @param names all names
     * @param adapters those that have a parent
     */
    record Served(Set<String> names, Set<String> adapters) implements Answer {}

    /** None. */
    record Silent(String why) implements Answer {}
  }

  ModelLists(Duration patience) {
    this.patience = patience;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** Asks; the answer is there in time and never an exception. */
  CompletableFuture<Answer> ask(ResolvedBackend backend) {
    HttpRequest request;
    try {
      request =
          HttpRequest.newBuilder(URI.create(backend.origin() + "/v1/models"))
              .timeout(patience)
              .header("accept", "application/json")
              .build();
    } catch (IllegalArgumentException noAddress) {
      return CompletableFuture.completedFuture(new Answer.Silent("no address"));
    }
    var asked = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BYTES));
    return asked
        .thenApply(ModelLists::read)
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failed -> {
          asked.cancel(true);
          return new Answer.Silent(why(failed));
        });
  }

  private static Answer read(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      return new Answer.Silent("status " + response.statusCode());
    }
    try {
      var data = JSON.readTree(response.body().getBytes(StandardCharsets.UTF_8)).path("data");
      if (!data.isArray()) {
        return new Answer.Silent("no list of models");
      }
      var names = new HashSet<String>();
      var adapters = new HashSet<String>();
      for (int i = 0; i < data.size() && i < MAX_NAMES; i++) {
        var name = data.get(i).path("id").asText("");
        if (!name.isBlank()) {
          names.add(name);
          if (!data.get(i).path("parent").asText("").isBlank()) {
            adapters.add(name);
          }
        }
      }
      return new Answer.Served(names, adapters);
    } catch (JsonProcessingException e) {
      return new Answer.Silent("no JSON");
    } catch (IOException e) {
      return new Answer.Silent("no text");
    }
  }

  private static String why(Throwable failed) {
    var cause =
        failed instanceof CompletionException && failed.getCause() != null
            ? failed.getCause()
            : failed;
    return cause instanceof TimeoutException || cause instanceof HttpTimeoutException
        ? "no answer in time"
        : cause.getClass().getSimpleName();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
