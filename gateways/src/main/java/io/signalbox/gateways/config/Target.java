package io.signalbox.gateways.config;

import io.signalbox.config.ReliabilityConfig;
import java.util.List;

/**
 * Backends, and the models that all of them serve.
 *
 * @param name for objects of the gateway: lower case letters, digits and dashes, at most 40, unique
 *     in its plan
 * @param models what the router writes into {@code x-selected-model} for them
 * @param places at least one
 * @param openAi whether they speak OpenAI's format
 * @param reliability what is done when they fail
 */
record Target(
    String name,
    List<String> models,
    List<Place> places,
    boolean openAi,
    ReliabilityConfig reliability) {
  /** Whether all backends are called by one name, or none of them needs to be. */
  boolean oneHost() {
    long secure = places.stream().filter(place -> place.address().tls()).count();
    return secure == 0
        || (secure == places.size() && places.stream().map(Place::host).distinct().count() == 1);
  }

  /** Whether the gateway may take the requests for what OpenAI's API takes, on its usual path. */
  boolean plainOpenAi() {
    return openAi && places.stream().noneMatch(Place::ownPath);
  }
}
