package io.signalbox.e2e;

/** Answers in a real Redis, which has no search module: they are found by the same words. */
final class RedisCacheFaultIT extends CacheFaultTests {
  @Override
  CacheServer serve() {
    var redis = new RedisCacheServer();
    redis.start();
    return redis;
  }
}
