package io.signalbox.operator.adapter;

import io.signalbox.operator.adapter.AdapterReport.Finding;
import io.signalbox.operator.adapter.AdapterReport.Kind;
import io.signalbox.operator.backend.ResolvedBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks backends what they serve, and compares it with the adapters of the configuration. An adapter
 * that a backend does not serve fails each call that is routed to it.
 */
public final class AdapterCheck implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ModelLists lists;

  public AdapterCheck() {
    this(PATIENCE);
  }

  AdapterCheck(Duration patience) {
    lists = new ModelLists(patience);
  }

  /**
   * Asks all backends at once for {@code /v1/models}, two seconds at most. Whoever does not answer
   * is unknown, which is no error: a router works without it.
   *
   * @param backends whom to ask
   * @param adapters names of adapters by the model they belong to
   */
  public AdapterReport check(List<ResolvedBackend> backends, Map<String, Set<String>> adapters) {
    var answers = backends.stream().map(lists::ask).toList();
    var findings = new ArrayList<Finding>();
    for (int i = 0; i < backends.size(); i++) {
      var backend = backends.get(i);
      switch (answers.get(i).join()) {
        case ModelLists.Answer.Served served ->
            compare(backend, served, adapters.getOrDefault(backend.model(), Set.of()), findings);
        case ModelLists.Answer.Silent silent ->
            findings.add(
                finding(
                    Kind.UNKNOWN,
                    backend,
                    backend.model(),
                    "%s/v1/models: %s; nothing is known of its adapters"
                        .formatted(backend.origin(), silent.why())));
      }
    }
    return new AdapterReport(findings);
  }

  private static void compare(
      ResolvedBackend backend,
      ModelLists.Answer.Served served,
      Set<String> adapters,
      List<Finding> findings) {
    if (!served.names().contains(backend.model())) {
      findings.add(
          finding(
              Kind.BASE_MODEL_NOT_SERVED,
              backend,
              backend.model(),
              "%s does not serve %s, but %s; give the endpoint's model the name that the server has"
                      .formatted(backend.origin(), backend.model(), shown(served.names()))
                  + ", or start it with --served-model-name"));
    }
    for (var adapter : new TreeSet<>(adapters)) {
      if (!served.names().contains(adapter)) {
        findings.add(
            finding(
                Kind.MISSING_ADAPTER,
                backend,
                adapter,
                "%s does not serve the adapter %s; load it (--lora-modules), or take it out of the"
                        .formatted(backend.origin(), adapter)
                    + " configuration"));
      }
    }
    for (var extra : new TreeSet<>(served.adapters())) {
      if (!adapters.contains(extra) && !extra.equals(backend.model())) {
        findings.add(
            finding(
                Kind.UNCONFIGURED_ADAPTER,
                backend,
                extra,
                "%s serves the adapter %s, which nothing is routed to; list it in the endpoint's loras"
                        .formatted(backend.origin(), extra)
                    + " to use it"));
      }
    }
  }

  private static Finding finding(
      Kind kind, ResolvedBackend backend, String subject, String message) {
    return new Finding(kind, backend.name(), backend.model(), subject, message);
  }

  private static String shown(Set<String> names) {
    var sorted = new TreeSet<>(names);
    var first = String.join(", ", sorted.stream().limit(5).toList());
    return sorted.isEmpty() ? "nothing" : sorted.size() > 5 ? first + ", …" : first;
  }

  @Override
  public void close() {
    lists.close();
  }
}
