package io.signalbox.gateways.config;

import io.signalbox.config.RetryWord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where Envoy sends what a target serves, and what it tries again. */
final class EnvoyRoute {
  private static final String BY_STATUS = "retriable-status-codes";

  private final Target target;
  private final Duration reply;

  /**
   * @param reply time until the beginning of a reply
   */
  EnvoyRoute(Target target, Duration reply) {
    this.target = target;
    this.reply = reply;
  }

  Map<String, Object> action() {
    var single = target.oneHost();
    return Tree.of(
        "cluster",
        single ? EnvoyClusters.name(target, 0) : null,
        "weighted_clusters",
        single ? null : Tree.of("clusters", shares()),
        "auto_host_rewrite",
        true,
        // A reply may stream for as long as it goes on; the listener's idle timeout ends dead ones.
        "timeout",
        "0s",
        "retry_policy",
        retries());
  }

  private List<Map<String, Object>> shares() {
    var shares = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < target.places().size(); i++) {
      shares.add(
          Tree.of(
              "name", EnvoyClusters.name(target, i), "weight", target.places().get(i).weight()));
    }
    return shares;
  }

  /** Time for each try until its reply begins, and whether there is a second one. */
  private Map<String, Object> retries() {
    var reliability = target.reliability();
    var limit = reliability.perTryTimeout() == null ? reply : reliability.perTryTimeout();
    var count = reliability.retryCount();
    var retryOn = reliability.retryOn();
    if (count == null || count == 0 || retryOn == null) {
      return Tree.of("per_try_timeout", Tree.seconds(limit), "num_retries", 0);
    }
    var words = new ArrayList<String>();
    var codes = new ArrayList<Integer>();
    for (var word : RetryWord.split(retryOn)) {
      if (RetryWord.isStatus(word)) {
        codes.add(Integer.valueOf(word));
      } else {
        words.add(word);
      }
    }
    if (!codes.isEmpty()) {
      words.add(BY_STATUS);
    }
    return Tree.of(
        "retry_on",
        String.join(",", words),
        "num_retries",
        count,
        "per_try_timeout",
        Tree.seconds(limit),
        "retriable_status_codes",
        codes.isEmpty() ? null : codes);
  }
}
