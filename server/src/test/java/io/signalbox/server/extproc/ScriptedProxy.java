package io.signalbox.server.extproc;

import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that sends prepared messages, one whenever the session waits for one, and keeps what it
 * is answered.
 */
final class ScriptedProxy implements ProxyChannel {
  private final Iterator<ProcessingRequest> script;
  private final boolean silentAtEnd;
  private final List<Object> log = new ArrayList<>();
  private boolean answeredImmediately;

  ScriptedProxy(List<ProcessingRequest> script) {
    this(script, false);
  }

  /**
   * @param silentAtEnd whether the proxy then neither sends nor ends
   */
  ScriptedProxy(List<ProcessingRequest> script, boolean silentAtEnd) {
    this.script = script.iterator();
    this.silentAtEnd = silentAtEnd;
  }

  @Override
  public @Nullable ProcessingRequest receive(Duration idle) {
    if (answeredImmediately || !script.hasNext()) {
      if (silentAtEnd && !answeredImmediately) {
        throw new RouterException(Fault.SLOW_REQUEST, "nothing came");
      }
      return null;
    }
    var next = script.next();
    log.add(next);
    return next;
  }

  @Override
  public void send(ProcessingResponse response) {
    log.add(response);
    answeredImmediately |= response.hasImmediateResponse();
  }

  /** Messages sent and answers taken, in order. */
  List<Object> log() {
    return log;
  }

  List<ProcessingResponse> answers() {
    return log.stream()
        .filter(ProcessingResponse.class::isInstance)
        .map(ProcessingResponse.class::cast)
        .toList();
  }
}
