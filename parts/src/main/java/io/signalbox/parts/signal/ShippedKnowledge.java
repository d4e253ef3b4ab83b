package io.signalbox.parts.signal;

import io.signalbox.config.KnowledgeBaseConfig;
import io.signalbox.config.KnowledgeBaseConfig.Metric;
import io.signalbox.config.KnowledgeBaseConfig.MetricType;
import io.signalbox.config.KnowledgeBaseConfig.Source;
import io.signalbox.config.PrototypeScoring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The knowledge bases that are there when a document configures none: those of the contract by
 * their names, labels, groups and metrics. A manifest at their usual place comes first; else the
 * examples are ours, and so are the thresholds, which belong to the embedding model.
 */
final class ShippedKnowledge {
  private static final String MANIFEST = "labels.json";

  /** Every example counts. */
  private static final PrototypeScoring SCORING = new PrototypeScoring(true, 0.9, 100, 0.75, 2, 0);

  private static final List<String> CONTAINMENT =
      List.of(
          "prompt_injection",
          "credential_exfiltration",
          "jailbreak_role",
          "system_prompt_extraction");
  private static final List<String> POLICY =
      List.of(
          "proprietary_code",
          "internal_document",
          "pii",
          "business_strategy",
          "trade_secret_ip",
          "operational_infrastructure",
          "locality_directive",
          "customer_data");
  private static final List<String> REASONING =
      List.of("architecture_analysis", "root_cause_analysis", "multi_step_tradeoffs");
  private static final List<String> STANDARD =
      List.of("generic_coding", "simple_task", "general_knowledge");

  private static final KnowledgeBaseConfig PRIVACY =
      new KnowledgeBaseConfig(
          "privacy_kb",
          new Source("knowledge_bases/privacy/", MANIFEST),
          0.4,
          Map.of("prompt_injection", 0.45),
          Map.of(
              "security_containment", CONTAINMENT,
              "privacy_policy", POLICY,
              "frontier_reasoning", REASONING,
              "local_standard", STANDARD,
              "private", joined(CONTAINMENT, POLICY),
              "public", joined(REASONING, STANDARD)),
          List.of(new Metric("private_vs_public", MetricType.GROUP_MARGIN, "private", "public")),
          SCORING);

  private static final KnowledgeBaseConfig TOPICS =
      new KnowledgeBaseConfig(
          "mmlu_kb",
          new Source("knowledge_bases/mmlu/", MANIFEST),
          0.25,
          Map.of(),
          Map.of(
              "escalate",
              List.of(
                  "biology",
                  "business",
                  "computer science",
                  "economics",
                  "history",
                  "math",
                  "other",
                  "philosophy",
                  "psychology"),
              "keep",
              List.of("chemistry", "engineering", "health", "law", "physics")),
          List.of(new Metric("escalate_vs_keep", MetricType.GROUP_MARGIN, "escalate", "keep")),
          SCORING);

  static final List<KnowledgeBaseConfig> ALL = List.of(PRIVACY, TOPICS);

  private ShippedKnowledge() {}

  private static List<String> joined(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /** The manifest that ships, as JSON; null for any other knowledge base. */
  static byte @Nullable [] exemplars(KnowledgeBaseConfig config) {
    if (config.equals(PRIVACY)) {
      return read("privacy.json");
    }
    return config.equals(TOPICS) ? read("mmlu.json") : null;
  }

  private static byte[] read(String name) {
    try (var stream = ShippedKnowledge.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return stream.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
