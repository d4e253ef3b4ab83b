package io.signalbox.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the router treats every request. */
public record RouterSettings(
    @Doc("How one of several matching decisions is picked.") @Default("priority")
        Routing.Strategy strategy,
    @Doc("A name that asks for routing, besides the built-in ones.") @Default("MoM") @NotBlank
        String autoModelName,
    @Doc("All names that ask for routing; replaces the built-in ones, even when empty.")
        @Nullable List<String> autoModelNames,
    @Doc("Whether the list of models shows the configured ones.") @Default("false")
        boolean includeConfigModelsInList,
    @Doc("Whether the proxy picks its route again after the model was set.") @Default("true")
        boolean clearRouteCache,
    @Doc("Whether a client may pass its request by untouched.") @Default("{}")
        SkipProcessing skipProcessing,
    @Doc(
            "Where the routing graph comes from: file, or kubernetes for IntelligentPool and"
                + " IntelligentRoute.")
        @Default("file")
        ConfigSource configSource,
    @Doc("What is learnt from one call for the next.") @Default("{}") LearningConfig learning,
    @Doc("Limits of request bodies that arrive in pieces.") @Default("{}")
        StreamedBody streamedBody,
    @Doc(
            "What becomes of a request whose prompt the proxy does not show; block where a safety"
                + " signal is used, else default_model.")
        @Nullable UnseenPrompt unseenPrompt,
    @Doc(
            "What becomes of a request that names a model itself: bypass, guard (decisions that"
                + " read a safety signal still apply) or route.")
        @Default("guard")
        ExplicitModelPolicy explicitModelPolicy) {

  private static final List<String> BUILT_IN = List.of("vllm-sr/auto", "auto");

  /** What becomes of a request whose prompt the proxy does not show. */
  public enum UnseenPrompt {
    /** It is refused. */
    BLOCK,
    /** It goes to the default model, as far as the proxy lets itself be told so. */
    DEFAULT_MODEL,
    /** It passes as it is. */
    PASS
  }

  /** What becomes of a request that names a model of the catalog itself. */
  public enum ExplicitModelPolicy {
    /** The model gets it, unread. */
    BYPASS,
    /** The model gets it unless a decision that reads a safety signal applies. */
    GUARD,
    /** It is routed as if it named no model. */
    ROUTE
  }

  /** Where the routing graph comes from. */
  public enum ConfigSource {
    /** The document alone. */
    FILE,
    /**
     * Models, signals and decisions come from pools and routes of a cluster, the rest from here.
     */
    KUBERNETES
  }

  /** Whether a client may pass its request by untouched. */
  public record SkipProcessing(
      @Doc("Whether x-vsr-skip-processing: true is obeyed.") @Default("false") boolean enabled) {}

  /** Limits of request bodies that arrive in pieces; bodies are always collected. */
  public record StreamedBody(
      @Doc("False ignores max_bytes.") @Nullable Boolean enabled,
      @Doc("Longest request body; wins over global.limits.max_request_bytes.")
          @Range(min = 1, max = Integer.MAX_VALUE)
          @Nullable Long maxBytes) {}

  /** The names of no model that ask the router to pick one. */
  public List<String> autoNames() {
    if (autoModelNames != null) {
      return autoModelNames;
    }
    var names = new ArrayList<>(BUILT_IN);
    names.add(autoModelName);
    return List.copyOf(names);
  }
}
