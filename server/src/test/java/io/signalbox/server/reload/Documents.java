package io.signalbox.server.reload;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.Ports;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Headers;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.load.Loaded;
import io.signalbox.engine.Compiled;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.Recipes;
import io.signalbox.engine.RouterEvents;
import io.signalbox.infer.Classification;
import io.signalbox.infer.FakeEncoder;
import io.signalbox.infer.SignalEncoder;
import io.signalbox.parts.StandardParts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Documents, generations and calls for tests. */
public final class Documents {
  public static final Catalog CATALOG = StandardParts.catalog();

  /** Routes by a keyword, and by a topic the {@link #ENCODER} find. */
  public static final String YAML =
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
          - {name: courts, operator: OR, keywords: [lawsuit]}
          domains:
          - {name: math}
          - {name: law}
          context:
          - {name: short, min_tokens: "0", max_tokens: "1K"}
        decisions:
        - name: math_decision
          priority: 10
          rules:
            operator: AND
            conditions:
            - {type: keyword, name: sums}
            - {type: domain, name: math}
            - {type: context, name: short}
          modelRefs: [{model: base-model, lora_name: math-expert, use_reasoning: true}]
          plugins:
          - type: system_prompt
            configuration: {system_prompt: "You are good at sums.", mode: replace}
        - name: law_decision
          priority: 5
          rules: {operator: OR, conditions: [{type: keyword, name: courts}]}
          modelRefs:
          - {model: base-model, lora_name: law-expert}
          - {model: base-model}
      """;

  /** The same, with another name for a decision. */
  public static final String OTHER = YAML.replace("law_decision", "court_decision");

  /** Whoever says "derivative" means mathematics; anything else is law. */
  public static final SignalEncoder ENCODER =
      FakeEncoder.of((text, deadline) ->
          text.contains("derivative")
              ? new Classification(Map.of("math", 0.9, "law", 0.08, "other", 0.02))
              : new Classification(Map.of("math", 0.2, "law", 0.45, "other", 0.35)));

  private Documents() {}

  public static Loaded load(String yaml) {
    return ConfigLoader.load("test.yaml", yaml, Map.of(), false);
  }

  public static Compiled compile(Loaded loaded, RouterEvents events) {
    return compile(loaded, () -> ENCODER, events);
  }

  public static Compiled compile(Loaded loaded, Ports ports, RouterEvents events) {
    return new RecipeCompiler(CATALOG, ports, events, false).compile(loaded);
  }

  public static Recipes recipes(String yaml, RouterEvents events) {
    return recipes(yaml, () -> ENCODER, events);
  }

  public static Recipes recipes(String yaml, Ports ports, RouterEvents events) {
    var compiled = compile(load(yaml), ports, events);
    return Objects.requireNonNull(compiled.recipes(), () -> compiled.problems().toString());
  }

  public static Call call(String id) {
    return new Call(id, Headers.NONE, Deadline.after(Duration.ofSeconds(30)));
  }

  /** A request of one user message. */
  public static ChatRequest request(String model, String text) {
    var body =
        """
        {"model":"%s","messages":[{"role":"user","content":"%s"}]}\
        """
            .formatted(model, text);
    return CATALOG.protocols().getFirst().decode(body.getBytes(StandardCharsets.UTF_8));
  }
}
