package io.signalbox.server.cli;

import io.signalbox.catalog.AnswerSource;
import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.PluginPart;
import io.signalbox.catalog.Setting;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.ReplyBody;
import io.signalbox.infer.Embedder;
import io.signalbox.parts.StandardParts;
import io.signalbox.parts.cache.CacheScope;
import io.signalbox.parts.cache.Partition;
import io.signalbox.parts.cache.Question;
import io.signalbox.parts.cache.Questions;
import io.signalbox.plugin.CacheEvent;
import io.signalbox.plugin.CacheEvent.Tier;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Plugin;
import io.signalbox.plugin.Routed;
import io.signalbox.plugin.Stage;
import io.signalbox.store.CacheStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

/** Keeps answers in the simplest way there is; believes in nearness alone. */
record KeeperPlugin(CacheStore store, Embedder embedder, double least) implements Plugin {
  static final String TYPE = "keeper";
  private static final String BACKEND = "memory";
  private static final Duration HOUR = Duration.ofHours(1);

  /** The plugin's {@code configuration}. */
  record Config() {}

  /** The usual parts, and this one. */
  static Catalog catalog() {
    var usual = StandardParts.catalog();
    var plugins = new ArrayList<>(usual.plugins());
    plugins.add(new PluginPart<>(TYPE, Config.class, (config, setting, findings) -> of(setting)));
    return new Catalog(usual.signals(), usual.selectors(), plugins, usual.protocols());
  }

  private static Optional<Plugin> of(Setting setting) {
    var embedder = setting.ports().embedder().orElseThrow();
    var config = setting.global().stores().answers();
    var source = new AnswerSource(config, null, embedder.model(), embedder.dimensions());
    return Optional.of(new KeeperPlugin(setting.ports().answers(source), embedder, 0.8));
  }

  @Override
  public Stage stage() {
    return Stage.CACHE;
  }

  @Override
  public ChatReply around(Routed routed, ChatRequest request, Next next) {
    if (!(Questions.of(request) instanceof Question question)) {
      next.cached(new CacheEvent.Miss(BACKEND, "no_question", null, Duration.ZERO));
      return next.proceed(request);
    }
    var identity = CacheScope.of(null, routed.call().headers()).orElseThrow();
    var partition =
        Partition.of(
            routed.recipe(),
            routed.decisionName(),
            routed.model().name(),
            "",
            "",
            embedder.model(),
            identity,
            question);
    var kept = store.values().get(partition.key(question.text()));
    var vector = embedder.embed(question.text(), Deadline.after(HOUR));
    var near =
        kept == null ? store.vectors().nearest(partition.path(), vector, 5, least).stream() : null;
    var similar = near == null ? null : near.findFirst().orElse(null);
    if (kept != null || similar != null) {
      var tier = kept != null ? Tier.EXACT : Tier.SEMANTIC;
      var cosine = similar == null ? null : similar.cosine();
      next.cached(new CacheEvent.Hit(BACKEND, tier, cosine, HOUR, null, Duration.ZERO));
      var body = ReplyBody.of(kept == null ? new byte[] {'{'} : kept);
      return new ChatReply(200, Headers.NONE, HeaderEdits.NONE, body);
    }
    next.cached(new CacheEvent.Miss(BACKEND, "none", null, Duration.ZERO));
    var reply = next.proceed(request);
    var key = partition.key(question.text());
    store.values().put(key, new byte[] {'{'}, HOUR);
    var id = key.substring(partition.path().length() + 1);
    store.vectors().add(partition.path(), id, vector, HOUR);
    next.cached(new CacheEvent.Stored(BACKEND, 1, Duration.ZERO));
    return reply;
  }
}
