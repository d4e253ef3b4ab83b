package io.signalbox.server.observe;

import io.signalbox.catalog.Catalog;
import io.signalbox.chat.Call;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.RouterEvents;
import io.signalbox.plugin.CacheEvent;
import io.signalbox.plugin.Routed;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Writes one line a call, when it ends: {@code routing_decision} when a reply came, {@code
 * request_failed} when an error of ours or of the backend's connection kept it from ending well.
 */
public final class LogListener implements RouterEvents {
  private static final Logger LOG = LogLine.logger("router");
  private static final Logger ACCESS = LogLine.logger("access");

  private final Category category;
  private final CallLedger ledger = new CallLedger();

  /**
   * @param catalog tells which signals name the category of a call
   */
  public LogListener(Catalog catalog) {
    this.category = Category.of(catalog);
  }

  @Override
  public void routed(Routed routed, Duration took) {
    ledger.open(routed, took);
  }

  @Override
  public void finished(Routed routed, Ending ending) {
    var end = ledger.close(routed.call());
    if (!end.first()) {
      return;
    }
    var error = ending.error();
    var routing = end.open() == null ? Duration.ZERO : end.open().routing();
    var line =
        error == null
            ? LogLine.of(LOG, Level.INFO, "routing_decision")
            : LogLine.of(LOG, level(error.fault()), "request_failed");
    describe(line, routed, routing)
        .with("status", ending.status() == 0 ? null : ending.status())
        .millis("duration_ms", routing.plus(ending.total()))
        .millis("ttft_ms", ending.timeToFirstByte())
        .with("complete", ending.complete());
    var usage = ending.usage();
    if (usage != null) {
      line.with("prompt_tokens", usage.prompt()).with("completion_tokens", usage.completion());
    }
    blame(line, error);
    line.write(error == null ? "call ended" : "reply broke off");
  }

  @Override
  public void cached(String type, Routed routed, CacheEvent event) {
    if (event instanceof CacheEvent.Hit hit) {
      ledger.hit(routed.call(), hit);
    }
  }

  /** Only a call that no backend was asked for is still open here. */
  @Override
  public void served(Call call, Served served) {
    var end = ledger.close(call);
    var open = end.open();
    if (!end.first() || open == null) {
      return;
    }
    var error = served.error();
    var line =
        error == null
            ? LogLine.of(LOG, Level.INFO, "routing_decision")
            : LogLine.of(LOG, level(error.fault()), "request_failed");
    describe(line, open.routed(), open.routing())
        .with("response_path", served.path())
        .with("status", served.status() == 0 ? null : served.status())
        .millis("duration_ms", served.took())
        .with("complete", served.complete());
    var hit = open.hit();
    if (hit != null) {
      line.with("cache_hit_kind", hit.tier().name().toLowerCase(Locale.ROOT))
          .with("cache_similarity", hit.similarity())
          .with("cache_entry_age_seconds", hit.age().toSeconds());
    }
    blame(line, error);
    line.write("call ended without a backend");
  }

  @Override
  public void failed(Call call, @Nullable String askedFor, RouterException error) {
    var end = ledger.close(call);
    if (!end.first()) {
      return;
    }
    var line = LogLine.of(LOG, level(error.fault()), "request_failed");
    var open = end.open();
    if (open == null) {
      line.with("request_id", RequestId.printable(call.id()))
          .with("original_model", askedFor == null ? null : RequestId.printable(askedFor));
    } else {
      describe(line, open.routed(), open.routing())
          .millis("duration_ms", open.routing().plusNanos(System.nanoTime() - open.sinceNanos()));
    }
    line.with("status", error.status());
    blame(line, error);
    line.write("call failed");
  }

  @Override
  public void fellBack(Routed from, Routed to, String why) {
    ledger.reroute(to);
    LogLine.of(LOG, Level.WARN, "model_fallback")
        .with("request_id", RequestId.printable(to.call().id()))
        .with("from_model", from.model().name())
        .with("to_model", to.model().name())
        .with("reason", why)
        .write("another model answers");
  }

  @Override
  public void retried(Routed routed, String backend, String why) {
    LogLine.of(LOG, Level.INFO, "backend_retry")
        .with("request_id", RequestId.printable(routed.call().id()))
        .with("selected_model", routed.model().name())
        .with("backend", backend)
        .with("reason", why)
        .write("tried again");
  }

  @Override
  public void backendEjected(String model, String backend, Duration time) {
    LogLine.of(LOG, Level.WARN, "backend_ejected")
        .with("selected_model", model)
        .with("backend", backend)
        .millis("duration_ms", time)
        .write("backend left alone");
  }

  @Override
  public void backendReturned(String model, String backend) {
    LogLine.of(LOG, Level.INFO, "backend_returned")
        .with("selected_model", model)
        .with("backend", backend)
        .write("backend works again");
  }

  @Override
  public void exchanged(Exchanged exchange) {
    LogLine.of(ACCESS, Level.INFO, "access")
        .with("request_id", RequestId.printable(exchange.id()))
        .with("method", RequestId.printable(exchange.method()))
        .with("path", RequestId.printable(exchange.path()))
        .with("status", exchange.status())
        .with("bytes", exchange.bytes())
        .with("complete", exchange.complete())
        .millis("duration_ms", exchange.took())
        .with("selected_model", exchange.model())
        .write("request answered");
  }

  @Override
  public void unseen(Call call, String reason) {
    LogLine.of(LOG, Level.WARN, "prompt_unseen")
        .with("request_id", RequestId.printable(call.id()))
        .with("reason", reason)
        .write("the proxy does not show the prompt");
  }

  @Override
  public void headersLate(Routed routed, HeaderEdits dropped) {
    LogLine.of(LOG, Level.WARN, "reply_headers_late")
        .with("request_id", RequestId.printable(routed.call().id()))
        .with("headers", dropped.edits().size())
        .write("the proxy had sent the reply's headers on before they could be changed");
  }

  private LogLine describe(LogLine line, Routed routed, Duration routing) {
    var thinking = routed.selection().candidate().thinking();
    line.with("reason_code", routed.auto() ? "auto_routing" : "model_specified")
        .with("request_id", RequestId.printable(routed.call().id()))
        .with("original_model", routed.askedFor().strip())
        .with("selected_model", routed.model().name())
        .with("recipe", routed.recipe());
    if (routed.auto()) {
      var decision = routed.decisionName();
      line.with("decision", decision)
          .with("category", category.name(routed))
          .with("confidence", decision.isEmpty() ? null : routed.verdict().confidence())
          .with("algorithm", routed.selection().algorithm())
          .millis("routing_latency_ms", routing);
    }
    boolean reasons = routed.selection().candidate().reasons();
    return line.with("reasoning_enabled", reasons)
        .with("reasoning_effort", reasons && thinking != null ? thinking.effort() : null);
  }

  private static void blame(LogLine line, @Nullable RouterException error) {
    if (error != null) {
      line.with("fault", error.fault().name().toLowerCase(Locale.ROOT))
          .with("error", error.message());
    }
  }

  /** What clients do is for information; what we or the backends do asks for a look. */
  private static Level level(Fault fault) {
    return fault.status() >= 500 ? Level.WARN : Level.INFO;
  }
}
