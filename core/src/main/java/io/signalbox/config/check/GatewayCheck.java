package io.signalbox.config.check;

import io.signalbox.config.BackendAccess;
import io.signalbox.config.BackendRef;
import io.signalbox.config.GatewayConfig;
import io.signalbox.config.ReliabilityConfig;
import io.signalbox.config.RetryWord;
import io.signalbox.config.tree.EnvSubstitution;
import io.signalbox.config.tree.Places;
import io.signalbox.config.tree.Problems;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what the document says of the gateway and of how it reaches backends. */
final class GatewayCheck {
  private static final Pattern ORIGIN =
      Pattern.compile("\\*|null|[a-z][a-z0-9+.-]*://[^/\\s,*]+", Pattern.CASE_INSENSITIVE);
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
  private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e]*");

  private final Places places;
  private final Problems problems;
  private final EnvSubstitution environment;

  GatewayCheck(Places places, Problems problems, EnvSubstitution environment) {
    this.places = places;
    this.problems = problems;
    this.environment = environment;
  }

  void gateway(GatewayConfig gateway) {
    var cors = gateway.cors();
    cors.allowOrigins().stream()
        .filter(origin -> !ORIGIN.matcher(origin).matches())
        .forEach(origin ->
            error(cors, "allowOrigins", origin, "scheme://host[:port] without a path, or *"));
    if (cors.allowCredentials() && cors.allowOrigins().contains("*")) {
      error(cors, "allowCredentials", "true with any origin", "a list of origins without *");
    }
    tokens(cors, "allowHeaders", cors.allowHeaders());
    tokens(cors, "exposeHeaders", cors.exposeHeaders());
  }

  void backend(BackendRef backend) {
    var access = backend.access();
    check(access, "authHeader", access.authHeader(), TOKEN.asMatchPredicate(), "a header's name");
    check(access, "chatPath", access.chatPath(), PATH.asMatchPredicate(), "a path such as /chat");
    tokens(access, "extraHeaders", access.extraHeaders().keySet());
    variable(access);
  }

  /** A name is told only if it is one: keys get pasted into the wrong place. */
  private void variable(BackendAccess access) {
    var name = access.apiKeyEnv();
    if (name == null) {
      return;
    }
    if (!VARIABLE.matcher(name).matches()) {
      error(access, "apiKeyEnv", name, "the name of a variable, not the key itself");
    } else if (access.apiKey() == null && environment.variable(name).isEmpty()) {
      problems.warning(
          places.line(access, "apiKeyEnv"),
          places.path(access, "apiKeyEnv"),
          name + " is not set, so no key is sent",
          "a variable of the environment that holds the key");
    }
  }

  void reliability(ReliabilityConfig reliability) {
    var words = reliability.retryOn();
    boolean retries = reliability.retryCount() != null && reliability.retryCount() > 0;
    if (retries && (words == null || RetryWord.split(words).isEmpty())) {
      error(reliability, "retryOn", "missing", RetryWord.all() + ", since retry_count is set");
    }
    if (words != null) {
      RetryWord.split(words).stream()
          .filter(word -> !RetryWord.known(word))
          .forEach(word -> error(reliability, "retryOn", word, RetryWord.all()));
    }
    check(
        reliability,
        "healthCheckPath",
        reliability.healthCheckPath(),
        PATH.asMatchPredicate(),
        "a path such as /health");
  }

  private void tokens(Record record, String component, Iterable<String> names) {
    names.forEach(
        name -> check(record, component, name, TOKEN.asMatchPredicate(), "names of headers"));
  }

  private void check(
      Record record,
      String component,
      @Nullable String value,
      Predicate<String> right,
      String expectation) {
    if (value != null && !right.test(value)) {
      error(record, component, value, expectation);
    }
  }

  private void error(Record record, String component, String value, String expectation) {
    if (places.sound(record, component)) {
      problems.add(places.problem(record, component, value, expectation));
    }
  }
}
