package io.signalbox.server.extproc;

import static io.signalbox.server.extproc.Messages.configured;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.PluginPart;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Plugin;
import io.signalbox.plugin.Routed;
import io.signalbox.plugin.Stage;
import io.signalbox.server.door.Budget;
import io.signalbox.server.door.DoorLimits;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A session that meets a scripted proxy, and what it told its listeners. */
final class Rig implements RouterEvents {
  /** A body that the keyword of {@link TestRouter#CONFIG} matches. */
  static final String SUMS =
      "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"the derivative of x\"}]}";

  /** Configuration of a plugin that has none. */
  record NoConfig() {}

  final List<String> unseen = new ArrayList<>();
  final List<String> endings = new ArrayList<>();
  final List<String> failures = new ArrayList<>();
  final List<HeaderEdits> late = new ArrayList<>();
  private final Catalog catalog;
  private final Router router;

  Rig(Catalog catalog, String config) {
    this.catalog = catalog;
    this.router = new Router(TestRouter.recipes(catalog, config, this), this);
  }

  Rig(String config) {
    this(TestRouter.CATALOG, config);
  }

  Rig() {
    this(TestRouter.CONFIG);
  }

  /** A rig whose only decision has one plugin: this advice. */
  static Rig with(BiFunction<ChatRequest, Next, ChatReply> advice) {
    return with(advice, "limits: {");
  }

  /**
   * Likewise.
   *
   * @param limits how the limits of the configuration begin
   */
  static Rig with(BiFunction<ChatRequest, Next, ChatReply> advice, String limits) {
    var plain = TestRouter.CATALOG;
    Plugin plugin =
        new Plugin() {
          @Override
          public Stage stage() {
            return Stage.GUARD;
          }

          @Override
          public ChatReply around(Routed routed, ChatRequest request, Next next) {
            return advice.apply(request, next);
          }
        };
    var plugins = new ArrayList<>(plain.plugins());
    plugins.add(
        new PluginPart<>(
            "response_jailbreak",
            NoConfig.class,
            (config, setting, findings) -> Optional.of(plugin)));
    var config =
        TestRouter.CONFIG
            .replaceFirst(
                "(?s)- type: system_prompt.*?replace}",
                "- {type: response_jailbreak, configuration: {}}")
            .replace("limits: {", limits);
    return new Rig(
        new Catalog(plain.signals(), plain.selectors(), plugins, plain.protocols()), config);
  }

  /** A rig whose keyword signal guards. */
  static Rig guarded() {
    var plain = TestRouter.CATALOG;
    var signals = plain.signals().stream().<SignalPart<?>>map(Rig::guarding).toList();
    return new Rig(
        new Catalog(signals, plain.selectors(), plain.plugins(), plain.protocols()),
        TestRouter.CONFIG);
  }

  private static <C extends Record> SignalPart<C> guarding(SignalPart<C> part) {
    return new SignalPart<>(
            part.listKey(), part.leafType(), part.config(), part.category(), true, part.factory())
        .withMatched(part.told().matched());
  }

  /** All of a reply's body. */
  static byte[] whole(ChatReply reply) {
    var bytes = new ByteArrayOutputStream();
    for (var chunk = reply.body().next(); chunk != null; chunk = reply.body().next()) {
      bytes.writeBytes(chunk);
    }
    return bytes.toByteArray();
  }

  /** Plays the messages and holds the answers against the rules of both proxies. */
  ScriptedProxy play(BodySendMode request, BodySendMode response, ProcessingRequest... messages) {
    var proxy = playFreely(request, response, messages);
    assertThat(ProxyRules.violations(new Modes(request, response), proxy.log())).isEmpty();
    return proxy;
  }

  ScriptedProxy playFreely(
      BodySendMode request, BodySendMode response, ProcessingRequest... messages) {
    return play(configured(request, response, messages));
  }

  ScriptedProxy play(List<ProcessingRequest> messages) {
    return play(messages, new Budget(4096, 256 << 20));
  }

  ScriptedProxy play(List<ProcessingRequest> messages, Budget budget) {
    var proxy = new ScriptedProxy(messages);
    new EnvoySession(proxy, router, catalog, this, DoorLimits.STANDARD, budget).run();
    return proxy;
  }

  @Override
  public void unseen(Call call, String reason) {
    unseen.add(reason);
  }

  @Override
  public void headersLate(Routed routed, HeaderEdits dropped) {
    late.add(dropped);
  }

  @Override
  public void finished(Routed routed, Ending ending) {
    endings.add(routed.decisionName() + " " + ending.status());
  }

  @Override
  public void failed(Call call, @Nullable String askedFor, RouterException error) {
    failures.add(askedFor + " " + error.fault());
  }
}
