package io.signalbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of kept answers at every door. Each test asks a question of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
abstract class CacheDoorTests {
  private static final String RESET = "How do I factory-reset my HomeHub X2?";
  private static final String RESET_OTHERWISE =
      "What is the procedure for restoring a HomeHub X2 to factory settings?";
  private static final String RESET_OUTDOORS = "How do I factory-reset my HomeHub X2 outdoor unit?";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Function<Backed, Door> opener;
  private TalkingBackend backend;
  private CacheWorld world;
  private Door door;
  private Client client;

  /** A router and what stands behind it. */
  record Backed(CacheWorld world, TalkingBackend backend) {}

  @SuppressWarnings("NullAway.Init") // set before all
  CacheDoorTests(Function<Backed, Door> opener) {
    this.opener = opener;
  }

  @BeforeAll
  void open() {
    backend = TalkingBackend.start();
    world = CacheWorld.start(backend, CacheWorld.MEMORY);
    door = opener.apply(new Backed(world, backend));
    client = new Client(door.port());
  }

  @AfterAll
  @SuppressWarnings("NullAway") // a part that is missing ends open() early
  void close() {
    if (client != null) {
      client.close();
    }
    if (door != null) {
      door.close();
    }
    if (world != null) {
      world.close();
    }
    if (backend != null) {
      backend.close();
    }
  }

  /** In what one request differs from another that asks the same. */
  @SuppressWarnings("ImmutableEnumChecker") // The list is a copy.
  enum Other {
    SYSTEM("\"messages\":[", "\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"),
    EARLIER_TURN(
        "\"messages\":[",
        "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},"
            + "{\"role\":\"assistant\",\"content\":\"Hello\"},"),
    MODEL("\"auto\"", "\"elsewhere\""),
    TEMPERATURE("}]}", "}],\"temperature\":0.5}"),
    TOOLS(
        "}]}",
        "}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{}}}]}"),
    SEED("}]}", "}],\"seed\":7}"),
    USER("", "", "x-authz-user-id", "alice"),
    ANOTHER_USER("", "", "x-authz-user-id", "bob"),
    TENANT("", "", "x-authz-user-id", "alice", "x-authz-tenant-id", "acme");

    private final String from;
    private final String to;
    private final List<String> headers;

    Other(String from, String to, String... headers) {
      this.from = from;
      this.to = to;
      this.headers = List.of(headers);
    }

    String[] headers() {
      return headers.toArray(String[]::new);
    }

    String body(String question) {
      var body = chat(question);
      return from.isEmpty() ? body : body.replace(from, to);
    }
  }

  private static String chat(String question, String... members) {
    return "{\"model\":\"auto\"%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(
            List.of(members).stream().map(member -> "," + member).collect(Collectors.joining()),
            question);
  }

  private static boolean hit(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    boolean hit = response.headers().firstValue("x-vsr-cache-hit").isPresent();
    assertThat(response.headers().firstValue("x-vsr-response-path"))
        .hasValue(hit ? "cache" : "upstream");
    return hit;
  }

  private HttpResponse<String> missed(String body, String... headers) {
    int before = backend.asked();
    var response = client.chat(body, headers);
    assertThat(hit(response)).as(response.body()).isFalse();
    assertThat(backend.asked()).isEqualTo(before + 1);
    return response;
  }

  private HttpResponse<String> found(String body, String... headers) {
    return foundAt(Client.CHAT, body, headers);
  }

  private HttpResponse<String> foundAt(String path, String body, String... headers) {
    int before = backend.asked();
    var response = client.post(path, body, headers);
    assertThat(hit(response)).as(response.body()).isTrue();
    assertThat(backend.asked()).isEqualTo(before);
    return response;
  }

  private static String said(HttpResponse<String> response) {
    return Client.json(response.body()).at("/choices/0/message/content").stringValue();
  }

  private static List<String> events(HttpResponse<String> response) {
    assertThat(response.headers().firstValue("content-type").orElse(""))
        .startsWith("text/event-stream");
    return response
        .body()
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring("data: ".length()))
        .toList();
  }

  private static String streamed(HttpResponse<String> response) {
    var events = events(response);
    assertThat(events.getLast()).isEqualTo("[DONE]");
    return events.subList(0, events.size() - 1).stream()
        .map(event -> Client.json(event).at("/choices/0/delta/content").asString(""))
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"stream\":true",
        "\"stream\":true,\"stream_options\":{\"include_usage\":true}"
      })
  void theSecondTimeTheSameBytesComeWithoutTheModel(String form) {
    var question = "What is a heron, %d?".formatted(form.length());
    var body = form.isEmpty() ? chat(question) : chat(question, form);
    var first = missed(body);
    var second = found(body);

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(form.isEmpty() ? said(second) : streamed(second)).contains(question);
    var headers = second.headers();
    assertThat(headers.firstValue("content-type"))
        .isEqualTo(first.headers().firstValue("content-type"));
    assertThat(headers.firstValue("x-vsr-cache-hit")).hasValue("true");
    assertThat(headers.firstValue("x-vsr-selected-decision")).hasValue("everything");
    assertThat(headers.firstValue("x-vsr-cache-similarity")).isEmpty();
    assertThat(found(body, "x-vsr-debug", "true").headers().firstValue("x-vsr-cache-similarity"))
        .hasValue("1.0000");
  }

  @Test
  void otherWordsFindTheAnswerAndAnotherDeviceDoesNot() {
    var answer = said(missed(chat(RESET)));
    // What is late is not found: on a busy machine it may take several tries.
    var until = System.nanoTime() + PATIENCE.toNanos();
    var response = asked(RESET_OTHERWISE);
    while (!hit(response)) {
      assertThat(System.nanoTime()).isLessThan(until);
      response = asked(RESET_OTHERWISE);
    }
    assertThat(said(response)).isEqualTo(answer);
    assertThat(response.headers().firstValue("x-vsr-cache-similarity").orElse(""))
        .matches("0\\.[4-9]\\d{3}");
    for (int i = 0; i < 5; i++) {
      var other = asked(RESET_OUTDOORS);
      assertThat(hit(other)).isFalse();
      assertThat(said(other)).contains("outdoor unit");
    }
  }

  /** Nothing of the answer is kept. */
  private HttpResponse<String> asked(String question) {
    return client.chat(chat(question), "x-vsr-cache-control", "ttl=0", "x-vsr-debug", "true");
  }

  @ParameterizedTest
  @EnumSource
  void inAnotherContextTheModelIsAsked(Other other) {
    var question = "Where do storks nest, %s?".formatted(other);
    var usual = said(missed(chat(question)));
    var first = said(missed(other.body(question), other.headers()));

    assertThat(first).isNotEqualTo(usual);
    assertThat(said(found(other.body(question), other.headers()))).isEqualTo(first);
    assertThat(said(found(chat(question)))).isEqualTo(usual);
  }

  @Test
  void whatWasPlainIsStreamed() {
    var question = "What do owls hunt?";
    var answer = said(missed(chat(question)));
    var stream = found(chat(question, "\"stream\":true"));
    var counted =
        found(chat(question, "\"stream\":true", "\"stream_options\":{\"include_usage\":true}"));

    assertThat(streamed(stream)).isEqualTo(answer);
    assertThat(stream.body()).doesNotContain("\"usage\":{");
    assertThat(streamed(counted)).isEqualTo(answer);
    var usage = Client.json(events(counted).get(events(counted).size() - 2));
    assertThat(usage.get("choices")).isEmpty();
    assertThat(usage.at("/usage/prompt_tokens").intValue()).isEqualTo(9);
    assertThat(usage.at("/usage/completion_tokens").intValue()).isEqualTo(4);
  }

  @Test
  void whatWasStreamedIsPlain() {
    var question = "How do swifts sleep?";
    var counted = "\"stream_options\":{\"include_usage\":true}";
    var answer = streamed(missed(chat(question, "\"stream\":true", counted)));
    var plain = found(chat(question));

    assertThat(plain.headers().firstValue("content-type").orElse(""))
        .startsWith("application/json");
    assertThat(said(plain)).isEqualTo(answer).contains(question);
    var json = Client.json(plain.body());
    assertThat(json.at("/choices/0/finish_reason").stringValue()).isEqualTo("stop");
    assertThat(json.at("/usage/completion_tokens").intValue()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void clientsOfOtherProtocolsAreServedInTheirs(boolean stream) {
    var question = "Why do geese fly in a V, %s?".formatted(stream);
    var answer = said(missed(chat(question)));
    var messages =
        foundAt(
            "/v1/messages",
            chat(question, "\"max_tokens\":500", "\"stream\":" + stream),
            "anthropic-version",
            "2023-06-01");
    var responses =
        foundAt(
            "/v1/responses",
            "{\"model\":\"auto\",\"stream\":%s,\"input\":\"%s\"}".formatted(stream, question));

    if (stream) {
      assertThat(texts(messages, "/delta/text")).isEqualTo(answer);
      assertThat(events(messages).getLast()).contains("message_stop");
      assertThat(texts(responses, "/delta")).isEqualTo(answer);
      assertThat(events(responses).getLast()).contains("response.completed");
    } else {
      var message = Client.json(messages.body());
      assertThat(message.get("type").stringValue()).isEqualTo("message");
      assertThat(message.at("/content/0/text").stringValue()).isEqualTo(answer);
      assertThat(message.at("/usage/output_tokens").intValue()).isEqualTo(4);
      var response = Client.json(responses.body());
      assertThat(response.get("object").stringValue()).isEqualTo("response");
      assertThat(response.at("/output/0/content/0/text").stringValue()).isEqualTo(answer);
    }
  }

  private static String texts(HttpResponse<String> response, String pointer) {
    return events(response).stream()
        .map(event -> Client.json(event).at(pointer).asString(""))
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-store", "bypass"})
  void whoWantsNothingOfItNeitherGetsNorLeavesAnything(String word) {
    var question = "Which bird says %s?".formatted(word);
    missed(chat(question), "x-vsr-cache-control", word);
    var kept = said(missed(chat(question)));
    assertThat(said(missed(chat(question), "x-vsr-cache-control", word))).isNotEqualTo(kept);
    assertThat(said(found(chat(question)))).isEqualTo(kept);
  }

  @Test
  void whoWantsItFreshLeavesItForTheOthers() {
    var question = "Which birds are in the park today?";
    var old = said(missed(chat(question)));
    var fresh = said(missed(chat(question), "x-vsr-cache-control", "no-cache"));
    assertThat(fresh).isNotEqualTo(old);
    assertThat(said(found(chat(question)))).isEqualTo(fresh);
  }

  @Test
  void anAnswerEnds() {
    var body = chat("What is the headline of today?");
    missed(body);
    long since = System.nanoTime();
    while (hit(client.chat(body))) {
      assertThat(System.nanoTime() - since).isLessThan(PATIENCE.toNanos());
    }
    assertThat(System.nanoTime() - since).isGreaterThan(Duration.ofMillis(1500).toNanos());
  }

  @ParameterizedTest
  @CsvSource({
    "fails,false",
    "fails,true",
    "breaks off,false",
    "breaks off,true",
    "goes wrong,true",
    "is without end,false",
    "is without end,true",
  })
  void whatDidNotGoWellIsNotKept(String what, boolean stream) {
    var body = chat("What if a song %s, %s?".formatted(what, stream), "\"stream\":" + stream);
    for (int i = 0; i < 2; i++) {
      int before = backend.asked();
      try {
        var response = client.chat(body);
        assertThat(response.headers().firstValue("x-vsr-cache-hit")).isEmpty();
      } catch (UncheckedIOException broken) {
        assertThat(what).isEqualTo("breaks off");
      }
      assertThat(backend.asked()).isGreaterThan(before);
    }
  }

  @Test
  void whatAClientDidNotHearToTheEndIsNotKept() throws Exception {
    var body = chat("What if a bird dawdles?", "\"stream\":true");
    int before = backend.asked();
    try (var hasty = new WireClient(door.port())) {
      hasty.post(body);
      assertThat(hasty.reader().head()).isNotNull();
      assertThat(hasty.reader().chunk()).isNotEmpty();
    }
    assertThat(backend.asked()).isEqualTo(before + 1);
    missed(body);
    found(body);
  }

  @Test
  void whatWasHiddenFromTheModelIsNotKept() {
    var harmless = chat("When is an invoice due?");
    missed(harmless);
    found(harmless);
    var personal = chat("Is the invoice of jane.roe@example.com with phone +1 415 555 0134 due?");
    assertThat(said(missed(personal))).contains("jane.roe@example.com");
    missed(personal);
  }

  @Test
  void fiftyWhoAskTheSameAtOnceCostOneCall() throws Exception {
    var body = chat("Which answer takes long?");
    int before = backend.asked();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<HttpResponse<String>>>();
      for (int i = 0; i < 50; i++) {
        calls.add(() -> client.chat(body));
      }
      int hits = 0;
      var bodies = new ArrayList<String>();
      for (var done : threads.invokeAll(calls)) {
        hits += hit(done.get()) ? 1 : 0;
        bodies.add(done.get().body());
      }
      assertThat(bodies).hasSize(50);
      assertThat(bodies.stream().distinct()).hasSize(1);
      assertThat(hits).isEqualTo(49);
    }
    assertThat(backend.asked()).isEqualTo(before + 1);
  }
}
