package io.signalbox.kubernetes.testing;

import java.time.Duration;
import java.util.List;

/** What can be made to go wrong in the stand-in of an API server, and what it counts. Safe for several threads. */
public final class Faults {
  private final StandIn server;

  Faults(StandIn server) {
    this.server = server;
  }

  /** Ends all watches, as servers do from time to time. */
  public void dropWatches() {
    server.dispatcher().watches().drop();
  }

  /** Ends all watches and forgets what changed before, so that a watch that resumes is answered with 410. */
  public void expireWatches() {
    server.dispatcher().forgetChanges();
    dropWatches();
  }

  /** How many watches are open. */
  public int watches() {
    return server.dispatcher().watches().count();
  }

  /** Answers the next requests, of whatever kind, with a status; 429 comes with {@code Retry-After: 1}. */
  public void answerNext(int status, int times) {
    server.dispatcher().faults().plan(_ -> true, status, times);
  }

  /** Answers the next requests that would write to a kind (its plural) with a status. */
  public void answerNextWrites(String plural, int status, int times) {
    server
        .dispatcher()
        .faults()
        .plan(r -> r.writes() && r.plural().equals(plural), status, times);
  }

  /**
   * Takes a right away: such requests are answered with 403.
   *
   * @param namespace empty for every namespace
   * @param plural the kind, empty for every kind
   * @param verb such as {@code get}, {@code patch}, empty for every verb
   */
  public void deny(String namespace, String plural, String verb) {
    server.dispatcher().faults().deny(namespace, plural, verb);
  }

  /** Delays every answer. */
  public void slow(Duration delay) {
    server.dispatcher().faults().delay(delay);
  }

  /** No more planned answers, missing rights or delays. */
  public void clear() {
    server.dispatcher().faults().clear();
  }

  /** Stops the server; connections end. Its content stays. */
  public void stop() {
    server.stop();
  }

  /** Starts a stopped server, on the same port. */
  public void start() {
    server.start();
  }

  /** How many requests of clients changed something so far. */
  public long writes() {
    return changes().size();
  }

  /** The requests that changed something so far: verb, path, manager. */
  public List<String> changes() {
    return server.dispatcher().faults().changes();
  }

  /** How many requests that could have changed something were answered with success so far. */
  public long writeRequests() {
    return server.dispatcher().faults().writeRequests();
  }
}
