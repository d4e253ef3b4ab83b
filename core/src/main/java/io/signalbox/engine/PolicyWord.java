package io.signalbox.engine;

import io.signalbox.chat.Fingerprint;
import io.signalbox.config.AlgorithmConfig;
import io.signalbox.config.DecisionConfig;
import io.signalbox.config.Document;
import io.signalbox.config.ModelCard;
import io.signalbox.config.ModelRefConfig;
import io.signalbox.config.PluginConfig;
import io.signalbox.config.ProviderModel;
import io.signalbox.config.tree.ConfigNode;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A word for everything a document says of a decision that can change its answers: what is done to
 * requests, which models answer, under which names and how they are told to think. Rules, prices,
 * places of backends, comments and the order of keys are no part of it; neither is another
 * decision. The same document has the same word in every process.
 */
final class PolicyWord {
  private final Document document;
  private final DecisionConfig decision;
  private final Fingerprint word = new Fingerprint();

  private PolicyWord(Document document, DecisionConfig decision) {
    this.document = document;
    this.decision = decision;
  }

  /** The word of a decision, 32 hexadecimal digits. */
  static String of(Document document, DecisionConfig decision) {
    return new PolicyWord(document, decision).written();
  }

  private String written() {
    word.add(decision.name());
    word.add(document.providers().defaults().defaultReasoningEffort());
    word.add(decision.modelRefs().size());
    decision.modelRefs().forEach(this::reference);
    var fallback = document.providers().defaults().defaultModel();
    if (decision.modelRefs().isEmpty() && fallback != null) {
      model(fallback);
    }
    algorithm(decision.algorithm());
    word.add(decision.plugins().size());
    decision.plugins().forEach(this::plugin);
    tools();
    return word.hex();
  }

  /** What plugins offer to models stands outside of them. */
  private void tools() {
    var tools = document.global().integrations().tools();
    word.add(Boolean.toString(tools.enabled())).add(tools.toolsDbPath()).add(tools.topK());
    word.add(Double.toString(tools.similarityThreshold()));
    word.add(Boolean.toString(tools.fallbackToEmpty()));
  }

  private void reference(ModelRefConfig ref) {
    word.add(ref.loraName());
    word.add(Boolean.toString(ref.useReasoning()));
    word.add(ref.reasoningDescription()).add(ref.reasoningEffort());
    word.add(ref.weight() == null ? null : ref.weight().toString());
    model(ref.model());
    if (ref.loraName() != null) {
      model(ref.loraName());
    }
  }

  /** A model as its backends know it; an adapter with the cards that it may be one of. */
  private void model(String name) {
    word.add(name);
    provider(name);
    var bases =
        document.routing().modelCards().stream()
            .filter(card -> card.loras().stream().anyMatch(lora -> lora.name().equals(name)))
            .map(ModelCard::name)
            .toList();
    word.add(bases.size());
    for (var base : bases) {
      word.add(base);
      provider(base);
    }
  }

  private void provider(String name) {
    var entries =
        document.providers().models().stream().filter(one -> one.name().equals(name)).toList();
    word.add(entries.size());
    entries.forEach(this::deployment);
  }

  private void deployment(ProviderModel model) {
    word.add(model.providerModelId());
    var ids = new TreeMap<>(model.externalModelIds());
    word.add(ids.size());
    ids.forEach((type, id) -> word.add(type).add(id));
    word.add(model.wireFormat().name());
    // The kind of a backend chooses among the names above.
    var kinds = model.backendRefs().stream().map(ref -> ref.backendType()).distinct().sorted();
    words(kinds.toList());
    var family = model.reasoningFamily();
    word.add(family);
    var config =
        family == null ? null : document.providers().defaults().reasoningFamilies().get(family);
    word.add(config == null ? null : config.type().name());
    word.add(config == null ? null : config.parameter());
  }

  private void words(List<String> some) {
    word.add(some.size());
    some.forEach(word::add);
  }

  private void algorithm(@Nullable AlgorithmConfig algorithm) {
    word.add(algorithm == null ? null : algorithm.type());
    if (algorithm != null) {
      word.add(algorithm.onError() == null ? null : algorithm.onError().name());
      node(algorithm.blocks());
    }
  }

  private void plugin(PluginConfig plugin) {
    word.add(plugin.type());
    node(plugin.configuration());
  }

  /** Writes what a node says, its form in front: how it is read depends on that. */
  private void node(ConfigNode node) {
    switch (node) {
      case ConfigNode.Mapping mapping -> {
        word.add("mapping").add(mapping.entries().size());
        mapping.entries().stream()
            .sorted(Comparator.comparing(ConfigNode.Entry::key))
            .forEach(entry -> {
              word.add(entry.key());
              node(entry.value());
            });
      }
      case ConfigNode.Sequence sequence -> {
        word.add("sequence").add(sequence.items().size());
        sequence.items().forEach(this::node);
      }
      case ConfigNode.Scalar scalar -> word.add(scalar.style().name()).add(scalar.text());
    }
  }
}
