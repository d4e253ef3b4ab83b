package io.signalbox.e2e;

import java.util.Map;

/** A server of answers that a test may treat badly. */
interface CacheServer extends AutoCloseable {
  /** Starts it, with what it wrote down before. */
  void start();

  /** Ends it at once. */
  void kill();

  /** Stops its processes, or lets them go on. */
  void freeze(boolean now);

  /** How a router is told of it: {@code stores.response_cache} in YAML's flow form. */
  String config();

  /** All answers by their keys, as the router calls them. */
  Map<String, byte[]> values();

  /** Puts other bytes in the place of an answer. */
  void replace(String key, byte[] value);

  @Override
  void close();
}
