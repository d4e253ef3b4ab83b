package io.signalbox.engine;

import io.signalbox.catalog.Setting;
import io.signalbox.config.AdaptationsConfig;
import io.signalbox.config.DecisionConfig;
import io.signalbox.config.LearningConfig;
import io.signalbox.learn.Identity;
import io.signalbox.learn.Learning;
import io.signalbox.learn.Mode;
import io.signalbox.learn.Terms;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes what learns, for a decision. */
final class LearningBuilder {
  private static final String USER = "x-authz-user-id";

  private final Setting setting;
  private final LearningConfig config;

  LearningBuilder(Setting setting) {
    this.setting = setting;
    this.config = setting.global().router().learning();
  }

  /** What bends the selections of a decision, or null when nothing is to be learnt. */
  @Nullable Learning build(DecisionConfig decision) {
    if (!config.enabled() || (!config.adaptation().enabled() && !config.protection().enabled())) {
      return null;
    }
    var ports = setting.ports();
    return new Learning(
        terms(decision.adaptations()), ports.memory(), ports.vitals(), ports.random());
  }

  private Terms terms(AdaptationsConfig own) {
    var tuning = config.protection().tuning();
    var margin = own.protection().switchMargin();
    var weight = own.protection().stabilityWeight();
    return new Terms(
        config.adaptation().enabled() ? mode(own.adapting()) : Mode.OFF,
        config.protection().enabled() ? mode(own.protecting()) : Mode.OFF,
        identity(),
        Duration.ofSeconds(tuning.idleTimeoutSeconds()),
        tuning.minTurnsBeforeSwitch(),
        margin == null ? tuning.switchMargin() : margin,
        weight == null ? tuning.stabilityWeight() : weight);
  }

  private Identity identity() {
    var headers = config.protection().identity().headers();
    var user = setting.global().services().authz().identity();
    return new Identity(
        headers.session(),
        headers.conversation(),
        user == null ? USER : user.userIdHeader(),
        config.protection().scope() == LearningConfig.Scope.SESSION);
  }

  private static Mode mode(AdaptationsConfig.Mode mode) {
    return switch (mode) {
      case APPLY -> Mode.APPLY;
      case OBSERVE -> Mode.OBSERVE;
      case BYPASS -> Mode.BYPASS;
    };
  }
}
