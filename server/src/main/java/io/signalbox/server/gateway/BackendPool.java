package io.signalbox.server.gateway;

import io.signalbox.engine.RouterEvents;
import io.signalbox.fleet.Backend;
import io.signalbox.fleet.Model;
import io.signalbox.fleet.Reliability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The backends of one model and of its adapters: who is asked next, and how each of them fares. */
final class BackendPool {
  private final ReentrantLock lock;
  private final String model;
  private final List<Backend> backends;
  private final Reliability reliability;
  private final RouterEvents events;
  private final LongSupplier nanoTime;
  private final Balancer balancer;
  private final RetryBudget budget;
  private final Map<Backend, Member> members = new LinkedHashMap<>();

  /** A backend and what is known of it. */
  private static final class Member {
    private final BackendHealth health;
    private int open;
    private long checkedAt;
    private boolean checked;

    private Member(BackendHealth health) {
      this.health = health;
    }
  }

  /**
   * @param before the pool of the configuration before, whose knowledge of backends that stay is
   *     kept; or null
   */
  BackendPool(
      Model model, RouterEvents events, LongSupplier nanoTime, @Nullable BackendPool before) {
    // What is known of a backend may be shared with calls that began before.
    this.lock = before == null ? new ReentrantLock() : before.lock;
    this.model = model.servedAs();
    this.backends = model.backends();
    this.reliability = model.reliability();
    this.events = events;
    this.nanoTime = nanoTime;
    this.balancer = new Balancer(reliability.balancing());
    this.budget = before == null ? new RetryBudget(nanoTime) : before.budget;
    Map<Backend, Member> remembered =
        before != null && before.reliability.equals(reliability) ? before.members : Map.of();
    for (var backend : backends) {
      var known = remembered.get(backend);
      members.put(
          backend, known == null ? new Member(new BackendHealth(reliability.ejection())) : known);
    }
  }

  /** Whether this pool is what a model says of its backends. */
  boolean serves(Model asked) {
    return backends.equals(asked.backends()) && reliability.equals(asked.reliability());
  }

  RetryBudget budget() {
    return budget;
  }

  /**
   * Takes the backend that is asked next; the lease must be closed.
   *
   * @param tried backends that are left out
   * @param desperate whether one that is not fit is taken when no other is
   * @return null when there is none
   */
  @Nullable Lease lease(Set<Backend> tried, boolean desperate) {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      var rest = backends.stream().filter(backend -> !tried.contains(backend)).toList();
      var fit = rest.stream().filter(backend -> memberOf(backend).health.fit(now)).toList();
      var choice = fit.isEmpty() && desperate ? rest : fit;
      if (choice.isEmpty()) {
        return null;
      }
      var picked = balancer.pick(choice, backend -> memberOf(backend).open);
      var member = memberOf(picked);
      member.open++;
      return new Lease(picked, member, member.health.begin(now));
    } finally {
      lock.unlock();
    }
  }

  /** The backends whose active check is due; they count as checked from now on. */
  Collection<Backend> dueForCheck() {
    var check = reliability.healthCheck();
    if (check == null) {
      return List.of();
    }
    var due = new ArrayList<Backend>();
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      members.forEach((backend, member) -> {
        if (!member.checked || now - member.checkedAt >= check.interval().toNanos()) {
          member.checked = true;
          member.checkedAt = now;
          due.add(backend);
        }
      });
    } finally {
      lock.unlock();
    }
    return due;
  }

  /** Notes the outcome of an active check. */
  void checked(Backend backend, boolean works) {
    lock.lock();
    try {
      memberOf(backend).health.checked(works);
    } finally {
      lock.unlock();
    }
  }

  private Member memberOf(Backend backend) {
    return Objects.requireNonNull(members.get(backend));
  }

  private boolean mayEject() {
    long out = members.values().stream().filter(member -> member.health.ejected()).count();
    int percent = reliability.ejection().maxPercent();
    return percent > 0 && out < Math.max(1, (long) members.size() * percent / 100);
  }

  /** The use of one backend by one try. */
  final class Lease implements AutoCloseable {
    private final Backend backend;
    private final Member member;
    private final boolean trial;
    private boolean told;
    private boolean closed;

    private Lease(Backend backend, Member member, boolean trial) {
      this.backend = backend;
      this.member = member;
      this.trial = trial;
    }

    Backend backend() {
      return backend;
    }

    /** Notes how the try went, once. */
    void tell(boolean success) {
      boolean returned = false;
      @Nullable Duration time = null;
      lock.lock();
      try {
        told = true;
        long now = nanoTime.getAsLong();
        if (success) {
          returned = member.health.succeeded(now);
        } else {
          time = member.health.failed(now, trial, mayEject());
        }
      } finally {
        lock.unlock();
      }
      if (returned) {
        events.backendReturned(model, backend.name());
      }
      if (time != null) {
        events.backendEjected(model, backend.name(), time);
      }
    }

    /** Gives the backend back; a try that told nothing, told nothing. */
    @Override
    public void close() {
      lock.lock();
      try {
        if (!closed) {
          closed = true;
          member.open--;
          if (trial && !told) {
            member.health.abandoned();
          }
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
