package io.signalbox.server.extproc;

import io.signalbox.catalog.Catalog;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.Recipes;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.parts.StandardParts;
import java.util.Map;
import java.util.Objects;

/** Routers for tests: keywords only, so that no model is needed. */
final class TestRouter {
  static final Catalog CATALOG = StandardParts.catalog();

  static final String CONFIG =
      """
      version: v0.3
      listeners: []
      providers:
        defaults:
          default_model: base-model
          reasoning_families:
            qwen3: {type: chat_template_kwargs, parameter: enable_thinking}
        models:
        - name: base-model
          reasoning_family: qwen3
          backend_refs:
          - {name: sim, endpoint: "127.0.0.1:8000"}
      routing:
        modelCards:
        - name: base-model
          loras: [{name: math-expert}, {name: law-expert}]
        signals:
          keywords:
          - {name: sums, operator: OR, keywords: [derivative, integral]}
        decisions:
        - name: math_decision
          priority: 10
          rules: {operator: OR, conditions: [{type: keyword, name: sums}]}
          modelRefs: [{model: base-model, lora_name: math-expert, use_reasoning: true}]
          plugins:
          - type: system_prompt
            configuration: {system_prompt: "You are good at sums.", mode: replace}
      global:
        limits: {max_request_bytes: 10485760}
      """;

  private TestRouter() {}

  static Router router(RouterEvents events) {
    return router(CONFIG, events);
  }

  static Router router(String config, RouterEvents events) {
    return new Router(recipes(config, events), events);
  }

  static Router router(Catalog catalog, String config, RouterEvents events) {
    return new Router(recipes(catalog, config, events), events);
  }

  static Recipes recipes(String config, RouterEvents events) {
    return recipes(CATALOG, config, events);
  }

  static Recipes recipes(Catalog catalog, String config, RouterEvents events) {
    var loaded = ConfigLoader.load("test.yaml", config, Map.of(), false);
    var compiler =
        new RecipeCompiler(
            catalog,
            () -> {
              throw new IllegalStateException("no model is needed");
            },
            events,
            false);
    var compiled = compiler.compile(loaded);
    return Objects.requireNonNull(compiled.recipes(), () -> compiled.problems().toString());
  }
}
