package io.signalbox.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.catalog.AnswerSource;
import io.signalbox.chat.Usage;
import io.signalbox.config.ManagementAuth;
import io.signalbox.config.ManagementAuth.Mode;
import io.signalbox.config.ManagementAuth.Token;
import io.signalbox.config.ResponseCacheConfig;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.parts.cache.Identity;
import io.signalbox.parts.cache.Partition;
import io.signalbox.parts.cache.Question;
import io.signalbox.plugin.CacheEvent;
import io.signalbox.server.MapStore;
import io.signalbox.server.admin.access.AccessPolicy;
import io.signalbox.server.admin.cache.CacheOperations;
import io.signalbox.server.admin.cache.OpenStores.Open;
import io.signalbox.server.observe.AuditLog.Act;
import io.signalbox.server.observe.CacheTally;
import io.signalbox.server.reload.Documents;
import io.signalbox.store.CacheStore;
import io.signalbox.store.StoreException;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class CacheIT {
  private static final String BASE = "/api/v1/response-cache/";
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Map<String, String> TOKENS =
      Map.of("A", "admin-token", "O", "operator-token", "V", "viewer-token", "M", "manager-token");

  private final List<Act> acts = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final List<Open> open = new ArrayList<>();
  private final MapStore store = new MapStore("memory", false);
  private final CacheTally tally = new CacheTally(InstantSource.fixed(NOW));
  private final MapStore tried = new MapStore("redis", true);
  private final List<ResponseCacheConfig> opened = new ArrayList<>();
  private final Rig rig;

  CacheIT() {
    var auth =
        new ManagementAuth(
            Mode.BEARER,
            List.of(
                new Token("A", "admin"),
                new Token("O", "operator"),
                new Token("V", "viewer"),
                new Token("M", "manager")),
            Map.of("manager", List.of("cache.read", "cache.manage")));
    var policy = AccessPolicy.of(auth, name -> Optional.ofNullable(TOKENS.get(name)));
    var recipes = Documents.recipes(Documents.YAML, RouterEvents.NONE);
    var parts =
        new CacheOperations.Parts(
            () -> List.copyOf(open),
            () -> Optional.of(recipes),
            this::open,
            Map.of("CACHE_PASSWORD", "hunter2"),
            tally,
            (backend, operation, dry) -> told.add(backend + " " + operation + " " + dry),
            InstantSource.fixed(NOW));
    rig =
        Rig.guarded(
            Documents.YAML, new AdminApi.Guard(policy, acts::add), CacheOperations.of(parts));
    add(store);
  }

  private void add(CacheStore more) {
    open.add(new Open(new AnswerSource(config(), null, "minilm", 384), more));
  }

  private static ResponseCacheConfig config() {
    return Objects.requireNonNull(Documents.load(Documents.YAML).document())
        .global()
        .stores()
        .answers();
  }

  private CacheStore open(ResponseCacheConfig config) {
    opened.add(config);
    return tried;
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private HttpResponse<String> as(String token, String method, String path, String body) {
    var request =
        rig.request(BASE + path)
            .header("authorization", "Bearer " + token)
            .header("x-request-id", "r-1");
    return rig.send(request.method(method, BodyPublishers.ofString(body)));
  }

  private JsonNode get(String path) {
    return rig.json(as("viewer-token", "GET", path, ""), 200);
  }

  private HttpResponse<String> post(String path, String body) {
    return as("admin-token", "POST", path, body);
  }

  private String code(HttpResponse<String> response, int status) {
    return rig.json(response, status).at("/error/code").stringValue();
  }

  private void fill() {
    keep("default", "math_decision", "math-expert", "1");
    keep("default", "math_decision", "math-expert", "2");
    keep("default", "law_decision", "law-expert", "3");
    keep("default", "law_decision", "base-model", "4");
    keep("default2", "law_decision", "base-model", "5");
  }

  private void keep(String recipe, String decision, String model, String id) {
    var identity = new Identity("anonymous", "");
    var question = new Question("q", "plain", "f".repeat(32), null, null);
    var partition = Partition.of(recipe, decision, model, "", "", "minilm", identity, question);
    store.keep(partition.path(), id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"recipe\": \"default\"} | 4",
        "{\"recipe\": \"defaul\"} | 0",
        "{\"recipe\": \"default\", \"decision\": \"math_decision\"} | 2",
        "{\"decision\": \"law_decision\"} | 2",
        "{\"model\": \"law-expert\"} | 1",
        "{\"model\": \"law\"} | 0",
        "{\"recipe\": \"default\", \"model\": \"base-model\"} | 1",
        "{\"recipe\": \"default2\", \"decision\": \"law_decision\", \"model\": \"base-model\"} | 1",
        "{\"decision\": \"math_decision\", \"model\": \"math-expert\"} | 2",
        "{} | 5",
      })
  void selectorCountsBeforeItForgets(String selector, int answers) {
    fill();
    var body = "{\"selector\": %s}".formatted(selector);
    var rehearsed = rig.json(post("invalidate", body), 200);
    assertThat(rehearsed.get("dry_run").booleanValue()).isTrue();
    assertThat(rehearsed.get("matched").intValue()).isEqualTo(answers);
    assertThat(rehearsed.get("removed").intValue()).isZero();
    assertThat(store.kept).hasSize(5);

    var flush = "{\"selector\": %s, \"confirm\": \"flush response cache\"}".formatted(selector);
    var flushed = rig.json(post("flush", flush), 200);
    assertThat(flushed.get("removed").intValue()).isEqualTo(answers);
    assertThat(flushed.get("remaining").intValue()).isZero();
    assertThat(flushed.at("/stores/0/vectors_removed").intValue()).isEqualTo(answers);
    assertThat(store.kept).hasSize(5 - answers);
    assertThat(store.questions).isEqualTo(store.kept.keySet());
    assertThat(told).containsExactly("memory invalidate true", "memory flush false");
  }

  @Test
  void answersStoredMeanwhileAreTold() {
    store.keep("default/a/b/f00", "1");
    store.afterClearing = () -> store.keep("default/a/b/f00", "2");
    var body = "{\"selector\": {\"recipe\": \"default\"}, \"dry_run\": false}";
    var json = rig.json(post("invalidate", body), 200);
    assertThat(json.get("removed").intValue()).isEqualTo(1);
    assertThat(json.get("remaining").intValue()).isEqualTo(1);
    assertThat(get("audit").at("/entries/0/stores/0/remaining").intValue()).isEqualTo(1);
  }

  @Test
  void answersInAPlaceOfTwoModelsAreCountedOnce() {
    open.clear();
    var redis = new MapStore("redis", true);
    add(redis);
    add(redis);
    redis.keep("default/a/b/f00", "1");
    var body = "{\"selector\": {\"recipe\": \"default\"}}";
    assertThat(rig.json(post("invalidate", body), 200).get("matched").intValue()).isEqualTo(1);
    var forgetting = body.replace("}}", "}, \"dry_run\": false}");
    assertThat(rig.json(post("invalidate", forgetting), 200).get("removed").intValue())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "invalidate | {\"selector\": {}, \"dry_run\": false} | 400 | INVALID_INPUT",
        "invalidate | {\"dry_run\": false} | 400 | INVALID_INPUT",
        "invalidate | {\"selector\": [], \"dry_run\": true} | 400 | INVALID_INPUT",
        "invalidate | {\"selector\": {\"recpie\": \"a\"}, \"dry_run\": false} | 400 | INVALID_INPUT",
        "invalidate | {\"selector\": {\"model\": 3}} | 400 | INVALID_INPUT",
        "invalidate | {\"selector\": {\"model\": \" \"}} | 400 | INVALID_INPUT",
        "invalidate | {\"selector\": {\"recipe\": \"default\"}, \"dry_run\": \"false\"} | 400"
            + " | INVALID_INPUT",
        "invalidate | { | 400 | INVALID_INPUT",
        "invalidate | {\"selector\": {\"user_id\": \"u\"}} | 501 | CACHE_OPERATION_UNSUPPORTED",
        "flush | {\"selector\": {}} | 400 | CONFIRMATION_REQUIRED",
        "flush | {\"confirm\": \"flush\"} | 400 | CONFIRMATION_REQUIRED",
        "flush | {\"confirm\": true} | 400 | CONFIRMATION_REQUIRED",
        "flush | {\"confirm\": \"flush response cache\", \"selector\": {\"query\": \"x\"}} | 501"
            + " | CACHE_OPERATION_UNSUPPORTED",
        "test | {} | 400 | INVALID_INPUT",
      })
  void nothingIsForgottenByMistake(String path, String body, int status, String code) {
    fill();
    assertThat(code(post(path, body), status)).isEqualTo(code);
    assertThat(store.kept).hasSize(5);
  }

  @Test
  void storeThatFailsIsToldAndTheOthersForget() {
    var broken = new MapStore("redis", true);
    add(broken);
    broken.failure = new StoreException("no answer in 50 ms");
    fill();
    var answer = post("flush", "{\"confirm\": \"flush response cache\"}");
    assertThat(code(answer, 503)).isEqualTo("CACHE_UNAVAILABLE");
    assertThat(answer.body()).contains("1 of 2 stores", "redis: no answer in 50 ms");
    assertThat(store.kept).isEmpty();
    var entry = get("audit").at("/entries/0");
    assertThat(entry.get("outcome").stringValue()).isEqualTo("CACHE_UNAVAILABLE");
    assertThat(entry.at("/stores/0/removed").intValue()).isEqualTo(5);
    assertThat(entry.at("/stores/1/error").stringValue()).isEqualTo("no answer in 50 ms");
  }

  @Test
  void storeThatCannotForgetSaysSo() {
    store.failure = new UnsupportedOperationException();
    var body = "{\"selector\": {\"recipe\": \"default\"}, \"dry_run\": false}";
    assertThat(code(post("invalidate", body), 501)).isEqualTo("CACHE_OPERATION_UNSUPPORTED");
  }

  @Test
  void auditTellsWhoDidWhatAndIsBounded() {
    fill();
    rig.json(
        as(
            "operator-token",
            "POST",
            "invalidate",
            "{\"selector\": {\"decision\": \"law_decision\"}, \"dry_run\": false}"),
        200);
    for (int i = 0; i < 300; i++) {
      rig.json(post("invalidate", "{\"selector\": {\"model\": \"m-" + i + "\"}}"), 200);
    }
    var json = get("audit");
    assertThat(json.get("total").intValue()).isEqualTo(301);
    assertThat(json.get("entries")).hasSize(256);
    var newest = json.at("/entries/0");
    assertThat(newest.at("/selector/model").stringValue()).isEqualTo("m-299");
    assertThat(newest.get("role").stringValue()).isEqualTo("admin");
    assertThat(newest.get("request_id").stringValue()).isEqualTo("r-1");
    assertThat(newest.get("at").stringValue()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(newest.get("dry_run").booleanValue()).isTrue();
    assertThat(get("audit?limit=3").get("entries")).hasSize(3);
    assertThat(as("viewer-token", "GET", "audit?limit=x", "").statusCode()).isEqualTo(400);
    assertThat(acts).hasSize(301).allSatisfy(act -> assertThat(act.status()).isEqualTo(200));
  }

  @Test
  void onlyThoseWhoMayActDo() {
    fill();
    var invalidate = "{\"selector\": {\"recipe\": \"default\"}, \"dry_run\": false}";
    var flush = "{\"confirm\": \"flush response cache\"}";
    assertThat(code(as("viewer-token", "POST", "invalidate", invalidate), 403))
        .isEqualTo("FORBIDDEN");
    assertThat(code(as("operator-token", "POST", "flush", flush), 403)).isEqualTo("FORBIDDEN");
    assertThat(code(as("operator-token", "POST", "test", "{}"), 403)).isEqualTo("FORBIDDEN");
    assertThat(store.kept).hasSize(5);
    assertThat(acts).hasSize(3).allSatisfy(act -> assertThat(act.code()).isEqualTo("FORBIDDEN"));
    assertThat(as("operator-token", "POST", "invalidate", invalidate).statusCode()).isEqualTo(200);
    for (var path : List.of("capabilities", "health", "stats", "audit")) {
      assertThat(as("viewer-token", "GET", path, "").statusCode()).isEqualTo(200);
      assertThat(as("wrong", "GET", path, "").statusCode()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"capabilities", "health", "stats"})
  void withoutAStoreThereIsNothingToTell(String path) {
    open.clear();
    assertThat(code(as("viewer-token", "GET", path, ""), 503)).isEqualTo("CACHE_UNAVAILABLE");
  }

  @Test
  void healthAndStatsTellOfAStoreThatFails() {
    assertThat(get("health").get("status").stringValue()).isEqualTo("healthy");
    store.failure = new StoreException("unreachable");
    assertThat(code(as("viewer-token", "GET", "health", ""), 503)).isEqualTo("CACHE_UNHEALTHY");
    assertThat(code(as("viewer-token", "GET", "stats", ""), 503)).isEqualTo("CACHE_STATS_FAILED");
    assertThat(get("capabilities").at("/stores/0/capabilities").toString())
        .isEqualTo("[\"exact\",\"semantic\"]");
  }

  @Test
  void statsTellWhatCameOfTheAnswers() {
    fill();
    var routed =
        new Router(Documents.recipes(Documents.YAML, RouterEvents.NONE), RouterEvents.NONE)
            .explain(Documents.call("a"), Documents.request("auto", "the derivative"));
    var second = Duration.ofSeconds(1);
    tally.cached(
        "kind",
        routed,
        new CacheEvent.Hit(
            "memory", CacheEvent.Tier.EXACT, null, second, new Usage(7, 5), Duration.ZERO));
    tally.cached("kind", routed, new CacheEvent.Miss("memory", "nothing_near", 0.4, Duration.ZERO));
    tally.cached("kind", routed, new CacheEvent.Stored("memory", 100, Duration.ZERO));
    var json = get("stats");
    assertThat(json.at("/stores/0/entries").intValue()).isEqualTo(5);
    var replica = json.get("replica");
    assertThat(replica.get("hit_rate").doubleValue()).isEqualTo(0.5);
    assertThat(replica.at("/hits/exact").intValue()).isEqualTo(1);
    assertThat(replica.at("/misses/nothing_near").intValue()).isEqualTo(1);
    assertThat(replica.at("/stored/bytes").intValue()).isEqualTo(100);
    assertThat(replica.at("/saved_tokens/completion").intValue()).isEqualTo(5);
  }

  @Test
  void configurationIsTriedAndClosed() {
    var json = rig.json(post("test", "{\"configuration\": {\"backend_type\": \"redis\"}}"), 200);
    assertThat(json.get("valid").booleanValue()).isTrue();
    assertThat(json.get("healthy").booleanValue()).isTrue();
    assertThat(json.get("capabilities").toString()).isEqualTo("[\"exact\",\"semantic\"]");
    assertThat(tried.closed).isTrue();
    assertThat(opened.getFirst().backendType()).isEqualTo(ResponseCacheConfig.Backend.REDIS);
  }

  @Test
  void configurationThatDoesNotWorkIsTold() {
    tried.failure = new StoreException("unreachable");
    var sick = rig.json(post("test", "{\"configuration\": {\"backend_type\": \"redis\"}}"), 200);
    assertThat(sick.get("valid").booleanValue()).isTrue();
    assertThat(sick.get("healthy").booleanValue()).isFalse();
    assertThat(sick.get("error").stringValue()).isEqualTo("unreachable");
    var wrong = rig.json(post("test", "{\"configuration\": {\"max_entries\": 0}}"), 200);
    assertThat(wrong.get("valid").booleanValue()).isFalse();
    assertThat(wrong.get("healthy").booleanValue()).isFalse();
    assertThat(wrong.at("/problems/0/path").stringValue()).contains("max_entries");
    assertThat(opened).hasSize(1);
  }

  @Test
  void passwordsOfTheEnvironmentAreForThoseWhoMaySeeThem() {
    var body =
        "{\"configuration\": {\"backend_type\": \"redis\", \"redis\": {\"connection\":"
            + " {\"host\": \"elsewhere\", \"password\": \"${CACHE_PASSWORD}\"}}}}";
    rig.json(as("manager-token", "POST", "test", body), 200);
    rig.json(as("admin-token", "POST", "test", body), 200);
    assertThat(opened.stream().map(CacheIT::password)).containsExactly("", "hunter2");
  }

  @Test
  void catalogueDescribesEveryBody() {
    var request = rig.request("/openapi.json").header("authorization", "Bearer viewer-token").GET();
    var document = rig.send(request).body();
    assertThat(new OpenAPIV3Parser().readContents(document, null, null).getMessages()).isEmpty();
    var json = JsonMapper.shared().readTree(document);
    for (var schema : json.at("/components/schemas").propertyNames()) {
      if (schema.startsWith("Cache")) {
        assertThat(document).contains("\"#/components/schemas/" + schema + "\"");
      }
    }
    assertThat(json.at("/paths/~1api~1v1~1response-cache~1flush/post/x-permission").stringValue())
        .isEqualTo("cache.manage");
  }

  private static String password(ResponseCacheConfig config) {
    var password = config.redis().connection().password();
    return password == null ? "" : password.text();
  }
}
