package io.signalbox.config.check;

import io.signalbox.config.EmbeddingsConfig;
import io.signalbox.config.ExternalModel;
import io.signalbox.config.GlobalConfig.ModelCatalog;
import io.signalbox.config.HeadBackend;
import io.signalbox.config.HeadBackend.OnnxModel;
import io.signalbox.config.HeadBackend.RemoteHead;
import io.signalbox.config.PromptGuardConfig;
import io.signalbox.config.tree.EnvSubstitution;
import io.signalbox.config.tree.Places;
import io.signalbox.config.tree.Problems;
import io.signalbox.config.tree.Suggestions;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what the document says of the models that read prompts. */
final class ModelCheck {
  /** What models can, as the contract calls it. */
  private static final Set<String> CAPABILITIES =
      Set.of(
          "prompt_guard",
          "domain_classifier",
          "pii_classifier",
          "fact_check_classifier",
          "hallucination_detector",
          "hallucination_explainer",
          "feedback_detector");

  private static final String BUILT_IN =
      "no such key: the built-in encoder answers; a model of one's own is named by onnx or remote";
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  private final Places places;
  private final Problems problems;
  private final EnvSubstitution environment;

  ModelCheck(Places places, Problems problems, EnvSubstitution environment) {
    this.places = places;
    this.problems = problems;
    this.environment = environment;
  }

  void run(ModelCatalog catalog) {
    if (!catalog.system().isEmpty()) {
      problems.add(places.warning(catalog, "system", "has no effect", BUILT_IN));
    }
    embeddings(catalog.embeddings().semantic());
    var names = new LinkedHashSet<String>();
    for (var model : catalog.external()) {
      external(model, names);
    }
    var modules = catalog.modules();
    var guard = modules.promptGuard();
    List.of(
            modules.classifier().domain().backend(),
            guard.backend(),
            modules.feedbackDetector().backend(),
            modules.hallucinationMitigation().factCheck().backend())
        .forEach(backend -> backend(backend, catalog, names));
    if (guard.protocol() != null) {
      guardrail(guard, catalog);
    }
  }

  private void embeddings(EmbeddingsConfig.Semantic semantic) {
    var endpoint = semantic.endpoint();
    if (semantic.backend() != EmbeddingsConfig.Backend.OPENAI_COMPATIBLE) {
      if (endpoint != null) {
        problems.add(
            places.warning(semantic, "endpoint", "has no effect", "backend: openai_compatible"));
      }
      return;
    }
    if (endpoint == null) {
      error(semantic, "endpoint", "missing", "the server of openai_compatible");
      return;
    }
    if (endpoint.base().isEmpty() || !endpoint.baseUrl().contains("://")) {
      error(endpoint, "baseUrl", endpoint.baseUrl(), "http(s)://host[:port][/path]");
    }
    if (endpoint.dimensions() == null) {
      error(endpoint, "dimensions", "missing", "the length of the server's vectors");
    }
    variable(endpoint, endpoint.apiKeyEnv(), false);
  }

  private void external(ExternalModel model, Set<String> names) {
    if (!model.name().isBlank() && !names.add(model.name())) {
      error(model, "name", model.name() + " stands twice", "each name once in a list");
    }
    var endpoint = model.llmEndpoint();
    if (endpoint.base().isEmpty()) {
      error(
          endpoint,
          "address",
          endpoint.address().isBlank() ? "missing" : endpoint.address(),
          "a host, or http(s)://host[:port][/path]");
    }
    if (model.llmModelName().isBlank()) {
      error(model, "llmModelName", "missing", "how the server calls the model");
    }
    variable(model, model.apiKeyEnv(), model.accessKey() != null);
  }

  /** A name is told only if it is one: keys get pasted into the wrong place. */
  private void variable(Record record, @Nullable String name, boolean otherKey) {
    if (name == null) {
      return;
    }
    if (!VARIABLE.matcher(name).matches()) {
      error(record, "apiKeyEnv", name, "the name of a variable, not the key itself");
    } else if (!otherKey && environment.variable(name).isEmpty()) {
      problems.warning(
          places.line(record, "apiKeyEnv"),
          places.path(record, "apiKeyEnv"),
          name + " is not set, so no key is sent",
          "a variable of the environment that holds the key");
    }
  }

  private void backend(HeadBackend backend, ModelCatalog catalog, Set<String> names) {
    var ref = backend.modelRef();
    if (ref != null && !catalog.system().containsKey(ref) && !CAPABILITIES.contains(ref)) {
      error(backend, "modelRef", ref, "one of " + String.join(", ", sorted(catalog)));
    } else if (ref != null) {
      problems.add(places.warning(backend, "modelRef", "has no effect", BUILT_IN));
    }
    if (backend.modelId() != null) {
      problems.add(places.warning(backend, "modelId", "has no effect", BUILT_IN));
    }
    if (backend.onnx() != null && backend.remote() != null) {
      error(backend, "remote", "beside onnx", "one of both");
    }
    if (backend.onnx() != null) {
      onnx(backend.onnx());
    }
    if (backend.remote() != null) {
      remote(backend.remote(), names);
    }
  }

  private static List<String> sorted(ModelCatalog catalog) {
    var all = new HashSet<>(CAPABILITIES);
    all.addAll(catalog.system().keySet());
    return all.stream().sorted().toList();
  }

  private void onnx(OnnxModel model) {
    labels(model, model.labels(), 2);
  }

  private void remote(RemoteHead remote, Set<String> names) {
    if (!names.contains(remote.external())) {
      var nearest = Suggestions.nearest(remote.external(), names);
      error(
          remote,
          "external",
          remote.external(),
          "the name of an entry of global.model_catalog.external"
              + nearest.map(name -> ", perhaps " + name).orElse(""));
    }
    labels(remote, remote.labels(), 0);
  }

  private void labels(Record record, List<String> labels, int least) {
    if (labels.size() < least || labels.size() == 1) {
      error(record, "labels", labels.size() + " labels", "at least two");
    }
    var seen = new HashSet<String>();
    for (var label : labels) {
      if (label.isBlank() || !seen.add(label)) {
        error(record, "labels", label.isBlank() ? "a blank" : label + " twice", "each label once");
      }
    }
  }

  private void guardrail(PromptGuardConfig guard, ModelCatalog catalog) {
    if (catalog.guardrail().isEmpty()) {
      error(
          guard,
          "protocol",
          String.valueOf(guard.protocol()),
          "an entry of global.model_catalog.external with model_role: guardrail");
    }
    if (guard.backend().onnx() != null || guard.backend().remote() != null) {
      error(guard, "protocol", "beside onnx or remote", "one of them");
    }
  }

  private void error(Record record, String component, String value, String expectation) {
    if (places.sound(record, component)) {
      problems.add(places.problem(record, component, value, expectation));
    }
  }
}
