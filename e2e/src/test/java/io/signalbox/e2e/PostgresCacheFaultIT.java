package io.signalbox.e2e;

/** Answers in a real Postgres with pgvector. */
final class PostgresCacheFaultIT extends CacheFaultTests {
  @Override
  CacheServer serve() {
    var postgres = PostgresCacheServer.make();
    postgres.start();
    return postgres;
  }
}
