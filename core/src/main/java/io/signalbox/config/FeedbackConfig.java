package io.signalbox.config;

/** Settings of the classifier that tells what users say of answers. */
public record FeedbackConfig(
    @Doc("Whether it is asked.") @Default("true") boolean enabled,
    @Doc("Least probability of a kind of feedback.") @Default("0.7") @Range(min = 0, max = 1)
        double threshold,
    @Inline HeadBackend backend) {}
