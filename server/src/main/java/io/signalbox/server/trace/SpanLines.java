package io.signalbox.server.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.PrintStream;
import java.util.Collection;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes spans as JSON lines.
 *
 * @param out where they go
 */
record SpanLines(PrintStream out) implements SpanExporter {
  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    for (var span : spans) {
      var line = JsonMapper.shared().createObjectNode();
      line.put("trace_id", span.getTraceId())
          .put("span_id", span.getSpanId())
          .put("parent_span_id", span.getParentSpanId())
          .put("name", span.getName())
          .put("kind", span.getKind().name())
          .put("start_unix_nano", span.getStartEpochNanos())
          .put("end_unix_nano", span.getEndEpochNanos())
          .put("status", span.getStatus().getStatusCode().name());
      var attributes = line.putObject("attributes");
      span.getAttributes()
          .forEach((key, value) -> attributes.put(key.getKey(), String.valueOf(value)));
      out.println(line);
    }
    out.flush();
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
