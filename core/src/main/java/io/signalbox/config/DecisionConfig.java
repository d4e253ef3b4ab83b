package io.signalbox.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One route: when it applies, which models serve it and what is done on the way. */
public record DecisionConfig(
    @Doc("Name, shown in headers and metrics.") @NotBlank String name,
    @Doc("What the decision is for.") @Nullable String description,
    @Doc("The higher one wins when several decisions match.") @Default("0") int priority,
    @Doc("Once a decision with a tier matches, the lowest tier wins; 0 for none, before all tiers.")
        @Default("0")
        @Range(min = 0)
        int tier,
    @Doc("When the decision matches; always when absent.") @Nullable RuleConfig rules,
    @Key("modelRefs") @Doc("Models that may serve; the default model when empty.") @Default("[]")
        List<ModelRefConfig> modelRefs,
    @Doc("How one of several models is picked.") @Nullable AlgorithmConfig algorithm,
    @Doc("What learning may do to the choice.") @Default("{}") AdaptationsConfig adaptations,
    @Doc("What is done to requests and replies.") @Default("[]") List<PluginConfig> plugins) {}
