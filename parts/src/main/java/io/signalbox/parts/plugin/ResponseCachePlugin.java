package io.signalbox.parts.plugin;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.PluginPart;
import io.signalbox.catalog.Setting;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.Range;
import io.signalbox.config.ResponseCacheConfig;
import io.signalbox.config.ResponseCacheConfig.Verify;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.PairJudge;
import io.signalbox.parts.cache.AdaptiveBar;
import io.signalbox.parts.cache.AnswerCache;
import io.signalbox.parts.cache.AnswerDesk;
import io.signalbox.parts.cache.AnswerTerms;
import io.signalbox.parts.cache.Bars;
import io.signalbox.parts.cache.CacheScope;
import io.signalbox.parts.cache.Candidates;
import io.signalbox.parts.cache.ControlWords;
import io.signalbox.parts.cache.IdentityHeaders;
import io.signalbox.parts.cache.QuestionVerifier;
import io.signalbox.parts.cache.RequestControls;
import io.signalbox.parts.cache.StoreWords;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Plugin;
import io.signalbox.plugin.Routed;
import io.signalbox.plugin.Stage;
import io.signalbox.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions that were answered before, from what is kept. The same words are looked for
 * first, then the same meaning; everything else about the request, who asks included, must be the
 * same in any case.
 *
 * @param desk where answers are kept
 */
public record ResponseCachePlugin(AnswerDesk desk) implements Plugin {
  public static final PluginPart<Config> PART =
      new PluginPart<>("response_cache", Config.class, ResponseCachePlugin::of);

  private static final double THRESHOLD = 0.8;

  /** In the place of a model that nobody asks, and that is therefore not loaded. */
  private static final PairJudge UNASKED = (a, b, deadline) -> 1;

  /** By what an answer is found. */
  public enum Mode {
    /** By the same words, then by the same meaning. */
    SEMANTIC,
    /** By the same words. */
    EXACT,
    /** The same as {@code semantic}. */
    EXACT_THEN_SEMANTIC
  }

  /** How nearness is judged. */
  public record Semantic(
      @Doc(
              "Least cosine of two questions that are one where verify is off; else it only says how"
                  + " wide to look, 0.35 below it and not below 0.4.")
          @Range(min = 0, max = 1)
          @Nullable Double similarityThreshold) {}

  /** What is done for decisions that personalise answers. */
  public record Personalized(
      @Doc("Has no effect: nothing here personalises a request.") @Default("disabled")
          Personalization mode) {}

  /** By what personalised answers are found. */
  public enum Personalization {
    /** Not at all. */
    DISABLED,
    /** By the same words. */
    EXACT
  }

  /** Words of the operator's that part answers before a change from those behind it. */
  public record Revision(
      @Doc("Differs to forget all answers.") @Nullable String cacheEpoch,
      @Doc("Differs when the model was changed.") @Nullable String modelRevision,
      @Doc("Differs when prompts were changed.") @Nullable String promptRevision,
      @Doc("Differs when policies were changed.") @Nullable String policyRevision) {}

  /** The plugin's {@code configuration}. */
  public record Config(
      @Doc("Whether answers are kept for the decision.") @Default("true") boolean enabled,
      @Doc("By what an answer is found: semantic (the same words, then the same meaning), exact.")
          @Default("semantic")
          Mode mode,
      @Doc(
              "Who shares answers: user, team, tenant, global. When absent, the narrowest of these"
                  + " that is told of a call; the calls of which nothing is told, with each other.")
          @Nullable CacheScope scope,
      @Doc("How nearness is judged.") @Nullable Semantic semantic,
      @Doc("The same as semantic.similarity_threshold.") @Range(min = 0, max = 1)
          @Nullable Double similarityThreshold,
      @Doc("Seconds an answer is kept, 0 for none; as the store says when absent.")
          @Range(min = 0, max = 315_360_000)
          @Nullable Long ttlSeconds,
      @Doc("What clients may say.") @Nullable RequestControls requestControls,
      @Doc("The same as request_controls.enabled.") @Nullable Boolean allowRequestControls,
      @Doc("The same as request_controls.header.") @Nullable String controlHeader,
      @Doc("What is done for decisions that personalise answers.") @Default("{}")
          Personalized personalized,
      @Doc("Parts answers before a change from those behind it.") @Default("{}") Revision revision,
      @Doc("How it is made sure that two questions are one; as the store says when absent.")
          @Nullable Verify verify,
      @Doc(
              "The share of wrong answers among those served by meaning that is not exceeded; as the"
                  + " store says when absent.")
          @Range(min = 0.0001, max = 0.5)
          @Nullable Double maxWrongHitRate) {

    private void check(Findings findings) {
      if (similarityThreshold != null && semantic != null && semantic.similarityThreshold != null) {
        findings.refuse(
            this,
            "similarityThreshold",
            similarityThreshold + " beside semantic.similarity_threshold",
            "one of them");
      }
      if (allowRequestControls != null && requestControls != null) {
        findings.refuse(
            this,
            "allowRequestControls",
            allowRequestControls + " beside request_controls",
            "request_controls.enabled");
      }
      if (controlHeader != null && (requestControls != null || controlHeader.isBlank())) {
        findings.refuse(
            this,
            "controlHeader",
            requestControls == null ? "blank" : controlHeader + " beside request_controls",
            requestControls == null ? "the name of a header" : "request_controls.header");
      }
      if (requestControls != null) {
        ControlWords.check(requestControls, findings);
      }
      if (personalized.mode == Personalization.EXACT) {
        findings.warn(
            personalized, "mode", "exact", "has no effect: nothing here personalises a request");
      }
    }

    private double threshold(ResponseCacheConfig store) {
      if (semantic != null && semantic.similarityThreshold != null) {
        return semantic.similarityThreshold;
      }
      if (similarityThreshold != null) {
        return similarityThreshold;
      }
      return store.similarityThreshold() == null ? THRESHOLD : store.similarityThreshold();
    }
  }

  private static Optional<Plugin> of(Config config, Setting setting, Findings findings) {
    config.check(findings);
    var store = setting.global().stores().answers();
    if (config.enabled() && !store.enabled()) {
      findings.warn(
          config, "enabled", "true", "has no effect while the store of answers is switched off");
    }
    long ttl = config.ttlSeconds() == null ? store.ttlSeconds() : config.ttlSeconds();
    return config.enabled() && store.enabled() && ttl > 0
        ? built(config, store, Duration.ofSeconds(ttl), setting, findings)
        : Optional.empty();
  }

  private static Optional<Plugin> built(
      Config config, ResponseCacheConfig store, Duration ttl, Setting setting, Findings findings) {
    var embedder =
        config.mode() == Mode.EXACT ? Optional.<Embedder>empty() : setting.ports().embedder();
    if (config.mode() != Mode.EXACT && embedder.isEmpty()) {
      findings.refuse(
          config,
          "mode",
          config.mode().toString(),
          "exact, since a model of embeddings is not at hand");
      return Optional.empty();
    }
    var vectorModel = embedder.map(Embedder::model).orElse("");
    var source = StoreWords.source(store, embedder.orElse(null));
    try {
      var cache =
          new AnswerCache(
              setting.ports().answers(source),
              embedder.map(found -> meaning(found, config, store, setting)).orElse(null));
      var terms = terms(config, ttl, setting, vectorModel);
      return Optional.of(
          new ResponseCachePlugin(
              new AnswerDesk(
                  terms,
                  cache,
                  setting.protocols(),
                  InstantSource.system(),
                  Thread::startVirtualThread)));
    } catch (StoreException unusable) {
      findings.refuse(
          store,
          "backendType",
          store.backendType().toString(),
          String.valueOf(unusable.getMessage()));
      return Optional.empty();
    }
  }

  private static AnswerTerms terms(
      Config config, Duration ttl, Setting setting, String vectorModel) {
    return new AnswerTerms(
        config.scope(),
        IdentityHeaders.of(setting.global()),
        ControlWords.of(
            config.requestControls(), config.allowRequestControls(), config.controlHeader()),
        ttl,
        setting.policy(),
        config.revision().toString(),
        vectorModel,
        AnswerTerms.PATIENCE,
        AnswerTerms.LEASE,
        AnswerTerms.MAX_BYTES);
  }

  private static AnswerCache.ByMeaning meaning(
      Embedder embedder, Config config, ResponseCacheConfig store, Setting setting) {
    var verify = config.verify() == null ? store.verify() : config.verify();
    var limit =
        config.maxWrongHitRate() == null ? store.maxWrongHitRate() : config.maxWrongHitRate();
    return new AnswerCache.ByMeaning(
        embedder,
        Candidates.least(verify, config.threshold(store)),
        StoreWords.candidates(store),
        new QuestionVerifier(verify, verify == Verify.OFF ? UNASKED : setting.ports().pairs()),
        bar(verify, limit, setting.ports().random()));
  }

  private static @Nullable AdaptiveBar bar(
      Verify verify, @Nullable Double limit, RandomGenerator random) {
    return limit == null ? null : new AdaptiveBar(limit, Bars.of(verify).any(), random::nextDouble);
  }

  @Override
  public Stage stage() {
    return Stage.CACHE;
  }

  @Override
  public ChatReply around(Routed routed, ChatRequest request, Next next) {
    return desk.serve(routed, request, next);
  }
}
