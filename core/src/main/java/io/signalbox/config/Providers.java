package io.signalbox.config;

import java.util.List;

/** The deployments behind the models. */
public record Providers(
    @Doc("What holds for all models.") @Default("{}") ProviderDefaults defaults,
    @Doc("One entry a deployed model.") @Default("[]") List<ProviderModel> models) {}
