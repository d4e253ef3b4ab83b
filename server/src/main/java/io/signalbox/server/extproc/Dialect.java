package io.signalbox.server.extproc;

import io.signalbox.extproc.wire.HeaderMap;

/** Whose habits a proxy has, told by how it writes headers. */
enum Dialect {
  ENVOY,
  AGENTGATEWAY;

  /** agentgateway writes pseudo headers last, and to {@code value} instead of {@code raw_value}. */
  static Dialect of(HeaderMap map) {
    if (map.getHeadersCount() == 0) {
      return ENVOY;
    }
    var last = map.getHeaders(map.getHeadersCount() - 1);
    return last.getKey().startsWith(":") && last.getRawValue().isEmpty() ? AGENTGATEWAY : ENVOY;
  }
}
