package io.signalbox.server.observe;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Writes who changed something by the management API, and what became of it. */
public final class AuditLog implements Consumer<AuditLog.Act> {
  private static final Logger AUDIT = LogLine.logger("audit");

  /**
   * One act.
   *
   * @param action such as {@code config.replace}
   * @param role of whoever asked; the token is known to nobody
   * @param requestId of the request
   * @param method of the request
   * @param path of the endpoint, as the catalogue has it
   * @param status of the answer
   * @param code of the error, empty without one
   */
  public record Act(
      String action,
      String role,
      String requestId,
      String method,
      String path,
      int status,
      String code) {}

  @Override
  public void accept(Act act) {
    LogLine.of(AUDIT, act.status() < 400 ? Level.INFO : Level.WARN, "management_act")
        .with("action", act.action())
        .with("role", act.role())
        .with("request_id", act.requestId())
        .with("method", act.method())
        .with("path", act.path())
        .with("outcome", act.status() < 400 ? "done" : "refused")
        .with("status", act.status())
        .with("code", act.code())
        .write("management API asked to act");
  }
}
