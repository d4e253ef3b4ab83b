package io.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.signalbox.catalog.Ports;
import io.signalbox.chat.Call;
import io.signalbox.chat.Calls;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Replies;
import io.signalbox.chat.Requests;
import io.signalbox.chat.Role;
import io.signalbox.chat.RouterException;
import io.signalbox.config.tree.Problem;
import io.signalbox.engine.RecordingEvents.Event;
import io.signalbox.infer.SignalEncoder;
import io.signalbox.store.BucketStore;
import io.signalbox.store.LocalBuckets;
import io.signalbox.store.StoreAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RateLimitsTest {
  private final FakeParts parts = new FakeParts();
  private final RecordingEvents events = new RecordingEvents();
  private final ScriptedUpstream upstream = ScriptedUpstream.agreeable();
  private final BucketStore local = new LocalBuckets();
  private final List<StoreAddress> asked = new ArrayList<>();
  private BucketStore remote = BucketStore.UNREACHABLE;

  private final Ports ports =
      new Ports() {
        @Override
        public SignalEncoder encoder() {
          throw new AssertionError("a model was loaded");
        }

        @Override
        public BucketStore buckets() {
          return local;
        }

        @Override
        public BucketStore buckets(StoreAddress address) {
          asked.add(address);
          return remote;
        }
      };

  private static String document(String type, String rules) {
    return """
    routing:
      modelCards: [{name: m}, {name: n}]
      signals: {keywords: [{name: java, keywords: [java]}]}
      decisions:
      - name: all
        rules: {type: keyword, name: java}
        modelRefs: [{model: m}]
    providers: {defaults: {default_model: n}}
    global:
      services:
        authz: {trusted_headers: true}
        ratelimit:
          providers: [{type: %s, rules: [%s]}]
    """
        .formatted(type, rules);
  }

  private Router router(String rules) {
    return new Router(
        FakeParts.recipes(parts.catalog(), ports, events, document("local-limiter", rules)),
        events);
  }

  private static Call from(@Nullable String user, String groups) {
    return user == null
        ? Calls.with()
        : Calls.with("x-authz-user-id", user, "x-authz-user-groups", groups);
  }

  private boolean served(Router router, Call call, String model, String text) {
    try {
      var request = Requests.of(model, Requests.message(Role.USER, text));
      Replies.text(router.serve(call, request, upstream).body());
      return true;
    } catch (RouterException refused) {
      assertThat(refused.fault()).isEqualTo(Fault.RATE_LIMITED);
      return false;
    }
  }

  private int served(Router router, String user, String groups, String text) {
    int served = 0;
    while (served < 20 && served(router, from(user, groups), "auto", text)) {
      served++;
    }
    return served;
  }

  @Test
  void eachUserHasABucketOfItsOwn() {
    var router = router("{name: r, requests_per_unit: 3, unit: day}");
    assertThat(served(router, "ann", "", "java")).isEqualTo(3);
    assertThat(served(router, "bob", "", "java")).isEqualTo(3);
    assertThat(served(router, "ann", "", "tea")).isZero();
  }

  @Test
  void whoIsNotNamedSharesOneBucket() {
    var router = router("{name: r, requests_per_unit: 2, unit: hour}");
    assertThat(served(router, Calls.with(), "auto", "a")).isTrue();
    assertThat(served(router, Calls.with(), "auto", "b")).isTrue();
    assertThat(served(router, Calls.with(), "auto", "c")).isFalse();
  }

  @Test
  void rulesMatchUsersGroupsAndModels() {
    var router =
        router(
            "{name: u, match: {user: ann}, requests_per_unit: 1, unit: day},"
                + "{name: g, match: {group: free}, requests_per_unit: 2, unit: day},"
                + "{name: m, match: {model: m}, requests_per_unit: 3, unit: day}");
    assertThat(served(router, "ann", "", "tea")).isEqualTo(1);
    assertThat(served(router, "bob", "paid , free", "tea")).isEqualTo(2);
    assertThat(served(router, "eve", "", "java")).isEqualTo(3);
    assertThat(served(router, "eve", "", "tea")).isEqualTo(20);
  }

  @Test
  void aNamedModelCountsByItsName() {
    var router = router("{name: r, match: {model: '*'}, requests_per_unit: 1, unit: day}");
    assertThat(served(router, from("ann", ""), "n", "x")).isTrue();
    assertThat(served(router, from("ann", ""), "n", "x")).isFalse();
    assertThat(served(router, from("ann", ""), "m", "x")).isTrue();
    assertThat(served(router, from("ann", ""), "auto", "java")).isFalse();
    assertThat(served(router, from("bob", ""), "n", "x")).isTrue();
  }

  @Test
  void aTeamMayShareABucket() {
    var router = router("{name: r, per: [group], requests_per_unit: 2, unit: day}");
    assertThat(served(router, from("ann", "red"), "auto", "x")).isTrue();
    assertThat(served(router, from("bob", "red"), "auto", "x")).isTrue();
    assertThat(served(router, from("eve", "red"), "auto", "x")).isFalse();
    assertThat(served(router, from("eve", "blue"), "auto", "x")).isTrue();
    assertThat(served(router, from("eve", "blue,red"), "auto", "x")).isFalse();
  }

  @Test
  void allMayShareABucket() {
    var router = router("{name: r, per: [], requests_per_unit: 1, unit: day}");
    assertThat(served(router, from("ann", ""), "auto", "x")).isTrue();
    assertThat(served(router, from("bob", ""), "auto", "x")).isFalse();
  }

  @Test
  void nothingIsReadForACallThatMayNotPass() {
    var router = router("{name: r, requests_per_unit: 1, unit: day}");
    assertThat(served(router, "ann", "", "java")).isEqualTo(1);
    assertThat(events.of(Event.SignalRead.class)).hasSize(1);
    assertThat(upstream.sent()).hasSize(1);
  }

  @Test
  void nothingIsTakenUnlessAllRulesAdmit() {
    var router =
        router(
            "{name: early, requests_per_unit: 5, unit: day},"
                + "{name: late, match: {model: m}, requests_per_unit: 1, unit: day}");
    assertThat(served(router, "ann", "", "java")).isEqualTo(1);
    for (int i = 0; i < 10; i++) {
      assertThat(served(router, from("ann", ""), "auto", "java")).isFalse();
    }
    assertThat(served(router, "ann", "", "tea")).isEqualTo(4);
  }

  @Test
  void theRefusalTellsWhenToComeAgain() {
    var router =
        router(
            "{name: slow, requests_per_unit: 1, unit: hour},"
                + "{name: fast, requests_per_unit: 60, unit: minute}");
    assertThat(served(router, from("ann", ""), "auto", "x")).isTrue();
    var refused =
        catchThrowableOfType(
            RouterException.class,
            () -> router.serve(from("ann", ""), Requests.saying("x"), upstream));
    assertThat(refused.fault().status()).isEqualTo(429);
    var headers = Headers.NONE.with(refused.headers());
    long wait = Long.parseLong(String.valueOf(headers.first("retry-after")));
    assertThat(wait).isBetween(3590L, 3600L);
    assertThat(refused).hasMessage("Rate limit exceeded. Retry after %d seconds.", wait);
    assertThat(headers.first("x-ratelimit-limit")).isEqualTo("1");
    assertThat(headers.first("x-ratelimit-remaining")).isEqualTo("0");
    long reset = Long.parseLong(String.valueOf(headers.first("x-ratelimit-reset")));
    assertThat(reset - Instant.now().getEpochSecond()).isBetween(3500L, 3700L);
  }

  @Test
  void tokensAreCountedAsTheBackendTellsThem() {
    // Estimated as 5, told as 2: FakeProtocol takes a reply's bytes for tokens of the answer.
    var router = router("{name: r, tokens_per_unit: 20, unit: day}");
    assertThat(served(router, "ann", "", "x")).isEqualTo(8);
  }

  @Test
  void aReplyThatWasNotReadToItsEndCountsAsFarAsItIsKnown() {
    var router = router("{name: r, tokens_per_unit: 1000, unit: day}");
    var reply = router.serve(from("ann", ""), Requests.saying("x"), upstream);
    reply.body().close();
    reply.body().close();
    var bucket = new BucketStore.Bucket("p0:r:ann:::t", 1000, Duration.ofDays(1));
    var grant = local.take(List.of(new BucketStore.Draw(bucket, 0)));
    assertThat(Objects.requireNonNull(grant).levels().getFirst()).isBetween(995.0, 995.1);
  }

  @Test
  void aFailedReplyCostsNoTokens() {
    var failing = new ScriptedUpstream(() -> Replies.plain(503, "{}"));
    var router = router("{name: r, tokens_per_unit: 10, unit: day}");
    for (int i = 0; i < 10; i++) {
      router
          .serve(
              from("ann", ""), Requests.saying("a longer text, forty bytes or more of it"), failing)
          .body()
          .close();
    }
    var broken =
        new ScriptedUpstream(() -> {
          throw new RouterException(Fault.UPSTREAM, "gone");
        });
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() ->
              router.serve(from("ann", ""), Requests.saying("a longer text, of fifty"), broken))
          .hasMessage("gone");
    }
  }

  @Test
  void countsOutliveAReload() {
    var router = router("{name: r, requests_per_unit: 1, unit: day}");
    assertThat(served(router, "ann", "", "x")).isEqualTo(1);
    router.replace(
        FakeParts.recipes(
            parts.catalog(),
            ports,
            events,
            document("local-limiter", "{name: r, requests_per_unit: 1, unit: day}")));
    assertThat(served(router, "ann", "", "x")).isZero();
  }

  @Test
  void identityOfWhoIsNotTrustedIsNotSeen() {
    // The doors take the headers out; without them all share a bucket.
    var trust = new Trust(false, "x-authz-user-id", "x-authz-user-groups", Set.of(), false);
    assertThat(trust.believed(from("ann", "").headers()).fields()).isEmpty();
  }

  @Test
  void aStoreThatCannotBeAskedStopsCallsUnlessTheyMayPass() {
    var rule = "{name: r, requests_per_unit: 1, unit: day}";
    var yaml = document("redis, address: \"h:1\"", rule);
    var closed = new Router(FakeParts.recipes(parts.catalog(), ports, events, yaml), events);
    var refused =
        catchThrowableOfType(
            RouterException.class,
            () -> closed.serve(Calls.with(), Requests.saying("x"), upstream));
    assertThat(refused.fault()).isEqualTo(Fault.RATE_LIMITED);
    assertThat(Headers.NONE.with(refused.headers()).first("retry-after")).isEqualTo("60");
    var open =
        new Router(
            FakeParts.recipes(
                parts.catalog(),
                ports,
                events,
                yaml.replace("ratelimit:", "ratelimit:\n      fail_open: true")),
            events);
    assertThat(served(open, "ann", "", "x")).isEqualTo(20);
    remote = new LocalBuckets();
    var counting = new Router(FakeParts.recipes(parts.catalog(), ports, events, yaml), events);
    assertThat(served(counting, "ann", "", "x")).isEqualTo(1);
    assertThat(asked.getFirst()).isEqualTo(new StoreAddress("h", 1, "signalbox", false, null));
  }

  @Test
  void hostileNamesAreBoundedAndApart() {
    var router = router("{name: r, requests_per_unit: 1, unit: day}");
    for (var user : List.of("a:b", "a", "a%3Ab", "日".repeat(10_000), "x".repeat(100_000), "p0:r")) {
      assertThat(served(router, user, "", "x")).as(user.substring(0, 1)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: envoy-ratelimit, rules: []} | type: redis",
        "{type: foo, rules: []} | local-limiter or redis",
        "{type: redis, rules: []} | host:port",
        "{type: redis, address: 'h:0', rules: []} | host:port",
        "{type: redis, address: 'h:x', rules: []} | host:port",
        "{type: redis, address: 'h:70000', rules: []} | host:port",
        "{type: redis, address: h, password_env: NONE, rules: []} | a variable that is set",
        "{type: local-limiter, rules: [{name: r}]} | at least 1",
        "{type: local-limiter, rules: [{name: r, requests_per_unit: -1}]} | 0 to",
        "{type: local-limiter, rules: [{name: r, requests_per_unit: 1, unit: year}]} | second",
        "{type: local-limiter, rules: [{name: r, requests_per_unit: 1},"
            + " {name: r, requests_per_unit: 1}]} | each name once",
      })
  void whatIsWrongIsTold(String line) {
    var parted = line.split(" \\| ", 2);
    var yaml =
        """
        routing: {modelCards: [{name: m}], decisions: [{name: d, modelRefs: [{model: m}]}]}
        global: {services: {ratelimit: {providers: [%s]}}}
        """
            .formatted(parted[0]);
    var problems = FakeParts.compile(parts.catalog(), ports, events, yaml, false).problems();
    assertThat(problems.stream().filter(Problem::isError).map(Problem::text))
        .anyMatch(text -> text.contains(parted[1]));
  }
}
