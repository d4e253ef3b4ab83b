package io.signalbox.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.engine.RouterEvents;
import io.signalbox.fleet.Backend;
import io.signalbox.fleet.Model;
import io.signalbox.fleet.Reliability;
import io.signalbox.fleet.Reliability.Balancing;
import io.signalbox.fleet.Reliability.Ejection;
import io.signalbox.fleet.Reliability.HealthCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BackendPoolTest {
  private static final Backend A = backend("a", 1);
  private static final Backend B = backend("b", 1);
  private static final Backend C = backend("c", 3);

  private final HandClock clock = new HandClock();
  private final List<String> heard = new ArrayList<>();
  private final RouterEvents events =
      new RouterEvents() {
        @Override
        public void backendEjected(String model, String backend, Duration time) {
          heard.add("-" + backend);
        }

        @Override
        public void backendReturned(String model, String backend) {
          heard.add("+" + backend);
        }
      };

  @Test
  void turnsAreTakenAsSmoothlyAsTheWeightsAllow() {
    var pool = pool(rules(Balancing.ROUND_ROBIN, 100), A, B, C);
    assertThat(asked(pool, 10)).isEqualTo("cacbccacbc");
  }

  @Test
  void leastRequestTakesTheOneWithFewestOpenCallsAWeight() {
    var pool = pool(rules(Balancing.LEAST_REQUEST, 100), A, C);
    var open = new ArrayList<BackendPool.Lease>();
    for (int i = 0; i < 8; i++) {
      open.add(lease(pool));
    }
    assertThat(open.stream().filter(lease -> lease.backend().equals(C)).count()).isEqualTo(6);

    open.stream().filter(lease -> lease.backend().equals(A)).forEach(BackendPool.Lease::close);
    assertThat(lease(pool).backend()).isEqualTo(A);
    assertThat(lease(pool).backend()).isEqualTo(A);
  }

  @Test
  void leaseCountsOnceHoweverOftenItIsClosed() {
    var pool = pool(rules(Balancing.LEAST_REQUEST, 100), A, B);
    var first = lease(pool);
    first.close();
    first.close();
    var names = asked(pool, 1) + asked(pool, 1);
    assertThat(names).isIn("ab", "ba");
  }

  @Test
  void ejectedBackendIsLeftAloneAndTriedByOneCall() {
    var pool = pool(rules(Balancing.ROUND_ROBIN, 100), A, B);
    failUntilOut(pool, A, Set.of(B));
    assertThat(asked(pool, 4)).isEqualTo("bbbb");

    clock.pass(Duration.ofSeconds(30));
    var trial = Objects.requireNonNull(pool.lease(Set.of(B), false));
    assertThat(asked(pool, 4)).isEqualTo("bbbb");
    trial.tell(true);
    trial.close();

    assertThat(asked(pool, 4)).contains("a", "b");
    assertThat(heard).containsExactly("-a", "+a");
  }

  @Test
  void trialWhoseClientLeavesDecidesNothing() {
    var pool = pool(rules(Balancing.ROUND_ROBIN, 100), A);
    failUntilOut(pool, A, Set.of());
    clock.pass(Duration.ofSeconds(30));
    Objects.requireNonNull(pool.lease(Set.of(), false)).close();
    assertThat(pool.lease(Set.of(), false)).isNotNull();
  }

  @Test
  void allEjectedIsNobodyOrAnybody() {
    var pool = pool(rules(Balancing.ROUND_ROBIN, 100), A, B);
    failUntilOut(pool, A, Set.of(B));
    failUntilOut(pool, B, Set.of(A));

    assertThat(pool.lease(Set.of(), false)).isNull();
    var desperate = Objects.requireNonNull(pool.lease(Set.of(), true));
    desperate.tell(true);
    desperate.close();
    assertThat(asked(pool, 3)).isIn("aaa", "bbb");
    assertThat(heard).hasSize(3).last().asString().startsWith("+");
  }

  @Test
  void shareOfEjectedBackendsIsBounded() {
    var pool = pool(rules(Balancing.ROUND_ROBIN, 50), A, B);
    failUntilOut(pool, A, Set.of(B));
    for (int i = 0; i < 10; i++) {
      fail(pool, Set.of(A));
    }
    assertThat(asked(pool, 4)).isEqualTo("bbbb");

    var none = pool(rules(Balancing.ROUND_ROBIN, 0), A, B);
    for (int i = 0; i < 10; i++) {
      fail(none, Set.of(B));
    }
    assertThat(heard).containsExactly("-a");
  }

  @Test
  void triedBackendsAreLeftOut() {
    var pool = pool(rules(Balancing.ROUND_ROBIN, 100), A, B);
    assertThat(Objects.requireNonNull(pool.lease(Set.of(A), true)).backend()).isEqualTo(B);
    assertThat(pool.lease(Set.of(A, B), true)).isNull();
  }

  @Test
  void changedPoolRemembersBackendsThatStay() {
    var before = pool(rules(Balancing.ROUND_ROBIN, 100), A, B);
    failUntilOut(before, A, Set.of(B));
    var after =
        new BackendPool(model(rules(Balancing.ROUND_ROBIN, 100), A, C), events, clock, before);
    assertThat(asked(after, 4)).isEqualTo("cccc");
  }

  @Test
  void checksComeDueByTheirInterval() {
    var check = new HealthCheck("/health", Duration.ofSeconds(10), Duration.ofSeconds(1));
    var rules =
        new Reliability(
            Balancing.ROUND_ROBIN,
            Reliability.STANDARD.retry(),
            Reliability.STANDARD.ejection(),
            check);
    var pool = pool(rules, A, B);
    assertThat(pool.dueForCheck()).containsExactly(A, B);
    assertThat(pool.dueForCheck()).isEmpty();
    pool.checked(A, false);
    pool.checked(A, false);
    assertThat(asked(pool, 3)).isEqualTo("bbb");
    clock.pass(Duration.ofSeconds(10));
    assertThat(pool.dueForCheck()).containsExactly(A, B);
    pool.checked(A, true);
    assertThat(asked(pool, 2)).contains("a");
  }

  private void failUntilOut(BackendPool pool, Backend backend, Set<Backend> others) {
    int before = heard.size();
    for (int i = 0; i < 3; i++) {
      assertThat(heard).hasSize(before);
      fail(pool, others);
    }
    assertThat(heard).last().isEqualTo("-" + backend.name());
  }

  private static void fail(BackendPool pool, Set<Backend> others) {
    try (var lease = Objects.requireNonNull(pool.lease(others, true))) {
      lease.tell(false);
    }
  }

  private static String asked(BackendPool pool, int times) {
    var names = new StringBuilder();
    for (int i = 0; i < times; i++) {
      try (var lease = lease(pool)) {
        names.append(lease.backend().name());
      }
    }
    return names.toString();
  }

  private static BackendPool.Lease lease(BackendPool pool) {
    var lease = pool.lease(Set.of(), false);
    return Objects.requireNonNull(lease);
  }

  private BackendPool pool(Reliability rules, Backend... backends) {
    return new BackendPool(model(rules, backends), events, clock, null);
  }

  private static Model model(Reliability rules, Backend... backends) {
    return new Model("m", null, null, null, Map.of(), List.of(backends)).withReliability(rules);
  }

  private static Reliability rules(Balancing balancing, int percent) {
    return new Reliability(
        balancing,
        Reliability.STANDARD.retry(),
        new Ejection(3, Duration.ofSeconds(30), percent),
        null);
  }

  private static Backend backend(String name, int weight) {
    return new Backend(name, "vllm", new Backend.Address("host", 80, false, null), weight);
  }
}
