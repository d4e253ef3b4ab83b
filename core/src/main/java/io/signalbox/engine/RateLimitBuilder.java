package io.signalbox.engine;

import io.signalbox.catalog.Ports;
import io.signalbox.config.GlobalConfig;
import io.signalbox.config.RatelimitConfig;
import io.signalbox.config.RatelimitConfig.Dimension;
import io.signalbox.config.tree.EnvSubstitution;
import io.signalbox.store.BucketStore;
import io.signalbox.store.StoreAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes rate limits from what is configured. */
final class RateLimitBuilder {
  private static final String LOCAL = "local-limiter";
  private static final String REDIS = "redis";
  private static final int REDIS_PORT = 6379;
  private static final int MOST_PORT = 65_535;

  private final Ports ports;
  private final EnvSubstitution environment;
  private final Report report;

  RateLimitBuilder(Ports ports, EnvSubstitution environment, Report report) {
    this.ports = ports;
    this.environment = environment;
    this.report = report;
  }

  RateLimits build(GlobalConfig global) {
    var config = global.services().ratelimit();
    List<RateLimits.Provider> providers = new ArrayList<>();
    int index = 0;
    for (var provider : config.providers()) {
      var rules = rules(provider, "p" + index);
      var store = store(provider);
      index++;
      if (store != null && !rules.isEmpty()) {
        providers.add(new RateLimits.Provider(store, rules));
      }
    }
    return new RateLimits(providers, config.failOpen(), Trust.of(global));
  }

  private @Nullable BucketStore store(RatelimitConfig.Provider provider) {
    return switch (provider.type()) {
      case LOCAL -> ports.buckets();
      case REDIS -> {
        var address = address(provider);
        yield address == null ? null : ports.buckets(address);
      }
      case "envoy-ratelimit" -> null;
      default -> {
        report.refuse(provider, "type", provider.type(), LOCAL + " or " + REDIS);
        yield null;
      }
    };
  }

  private @Nullable StoreAddress address(RatelimitConfig.Provider provider) {
    var text = provider.address();
    int colon = text.lastIndexOf(':');
    var host = colon < 0 ? text : text.substring(0, colon);
    int port = colon < 0 ? REDIS_PORT : port(text.substring(colon + 1));
    if (host.isBlank() || port < 1) {
      report.refuse(provider, "address", text, "host:port of a Redis server");
      return null;
    }
    var variable = provider.passwordEnv();
    var password = variable == null ? null : environment.variable(variable).orElse(null);
    if (variable != null && password == null) {
      report.refuse(provider, "passwordEnv", variable, "a variable that is set");
      return null;
    }
    return new StoreAddress(host, port, provider.domain(), provider.tls(), password);
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      return port > MOST_PORT ? 0 : port;
    } catch (NumberFormatException none) {
      return 0;
    }
  }

  private List<RateRule> rules(RatelimitConfig.Provider provider, String prefix) {
    var names = new HashSet<String>();
    List<RateRule> rules = new ArrayList<>();
    for (var rule : provider.rules()) {
      if (!names.add(rule.name())) {
        report.refuse(rule, "name", rule.name() + " again", "each name once");
      }
      if (rule.requestsPerUnit() == 0 && rule.tokensPerUnit() == 0) {
        report.refuse(rule, "requestsPerUnit", "0", "at least 1, here or in tokens_per_unit");
      }
      var name = prefix + ":" + rule.name().replace(":", "%3A");
      rules.add(
          new RateRule(
              name,
              rule.match(),
              per(rule),
              rule.requestsPerUnit(),
              rule.tokensPerUnit(),
              rule.unit().length()));
    }
    return rules;
  }

  private static Set<Dimension> per(RatelimitConfig.RateRule rule) {
    var said = rule.per();
    if (said != null) {
      return said.isEmpty() ? Set.of() : EnumSet.copyOf(said);
    }
    return rule.match().model().isEmpty()
        ? Set.of(Dimension.USER)
        : Set.of(Dimension.USER, Dimension.MODEL);
  }
}
