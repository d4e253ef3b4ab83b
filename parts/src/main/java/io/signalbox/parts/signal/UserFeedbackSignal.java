package io.signalbox.parts.signal;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.Setting;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Role;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.NotBlank;
import io.signalbox.infer.Classification;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.Head;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells what the newest user message says of the answer before it. A message of which no kind of
 * feedback is likely enough gives none; where no answer comes before it, nothing is asked.
 */
public final class UserFeedbackSignal implements Signal {
  private static final List<String> NAMES =
      List.of("satisfied", "need_clarification", "wrong_answer", "want_different");

  public static final SignalPart<Config> PART =
      new SignalPart<>(
          "user_feedbacks", "user_feedback", Config.class, false, UserFeedbackSignal::build);

  /** One entry of {@code routing.signals.user_feedbacks}. */
  public record Config(
      @Doc(
              "What rule leaves call it: satisfied, need_clarification, wrong_answer or"
                  + " want_different.")
          @NotBlank
          String name,
      @Doc("For people.") @Default("") String description) {}

  private final Set<String> names;
  private final Classifier classifier;
  private final double threshold;

  private UserFeedbackSignal(List<Config> configs, Classifier classifier, double threshold) {
    this.names = new LinkedHashSet<>(configs.stream().map(Config::name).toList());
    this.classifier = classifier;
    this.threshold = threshold;
  }

  private static List<Signal> build(List<Config> configs, Setting setting, Findings findings) {
    for (var config : configs) {
      if (!NAMES.contains(config.name())) {
        findings.refuse(config, "name", config.name(), "one of " + String.join(", ", NAMES));
      }
    }
    if (configs.isEmpty()) {
      return List.of();
    }
    var module = setting.global().modelCatalog().modules().feedbackDetector();
    if (!module.enabled()) {
      findings.warn(
          configs.getFirst(),
          "name",
          configs.getFirst().name(),
          "never matches: global.model_catalog.modules.feedback_detector is not enabled");
      return List.of();
    }
    return List.of(
        new UserFeedbackSignal(
            configs, setting.ports().classifier(Head.FEEDBACK), module.threshold()));
  }

  @Override
  public String type() {
    return PART.leafType();
  }

  @Override
  public Set<String> names() {
    return names;
  }

  @Override
  public Cost cost() {
    return Cost.MODEL;
  }

  @Override
  public Reading read(Call call, ChatRequest request) {
    var text = aboutAnAnswer(request);
    return text.isBlank()
        ? Reading.miss()
        : Reading.orFailed(() -> reading(classifier.classify(text, call.deadline())));
  }

  private Reading reading(Classification found) {
    var best = found.best();
    Map<String, Double> holding = new LinkedHashMap<>();
    Map<String, Double> measured = new LinkedHashMap<>();
    for (var name : names) {
      double value = Math.clamp(found.probability(name), 0, 1);
      measured.put(name, value);
      measured.put(name + ":coverage", found.coverage().share());
      if (name.equals(best) && value >= threshold) {
        holding.put(name, value);
      }
    }
    return Reading.of(holding, measured);
  }

  /** The newest user message that has text, if an answer comes before it; else empty. */
  private static String aboutAnAnswer(ChatRequest request) {
    var text = "";
    for (var message : request.messages().reversed()) {
      if (text.isEmpty() && message.role() == Role.USER && !message.text().isBlank()) {
        text = message.text();
      } else if (!text.isEmpty() && message.role() == Role.ASSISTANT) {
        return text;
      }
    }
    return "";
  }
}
