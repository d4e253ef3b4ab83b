package io.signalbox.parts.signal;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Role;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.NotBlank;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fires by the shape of a conversation: how many messages, tools, calls, results or pictures it
 * has.
 *
 * @param name what rule leaves call it
 * @param feature what is measured
 * @param bounds of the numbers that fire
 */
public record ConversationSignal(String name, Feature feature, Bounds bounds) implements Signal {
  public static final SignalPart<Config> PART =
      new SignalPart<>(
          "conversation",
          "conversation",
          Config.class,
          false,
          (configs, setting, findings) -> {
            var signals = new ArrayList<Signal>();
            configs.forEach(config -> signals.add(of(config, findings)));
            return signals;
          });

  private static final List<String> ROLES =
      List.of("user", "assistant", "system", "developer", "tool", "non_user");

  /** How a source is measured. */
  public enum Measure {
    /** How many there are. */
    COUNT,
    /** 1 where there is any, else 0. */
    EXISTS
  }

  /** What is looked at. */
  public enum Kind {
    MESSAGE,
    TOOL_DEFINITION,
    ASSISTANT_TOOL_CALL,
    ASSISTANT_TOOL_CYCLE,
    ACTIVE_TOOL_LOOP,
    IMAGE_CONTENT
  }

  /** One entry of {@code routing.signals.conversation}. */
  public record Config(
      @Doc("What rule leaves call it.") @NotBlank String name,
      @Doc("For people.") @Default("") String description,
      @Doc("What is measured.") Feature feature,
      @Doc("Which counts fire; every count when left out. exists takes none.")
          @Nullable Predicate predicate) {}

  /** What is measured of a conversation. */
  public record Feature(
      @Doc("count, or exists for 1 where there is any and 0 where there is none.") Measure type,
      @Doc("What is counted.") Source source) {}

  /** What is counted. */
  public record Source(
      @Doc(
              "message; tool_definition: tools offered; assistant_tool_call: calls of tools;"
                  + " assistant_tool_cycle: results of tools; active_tool_loop: 1 while model and"
                  + " tools take turns; image_content: pictures.")
          Kind type,
      @Doc(
              "Whose messages: user, assistant, system, developer, tool or non_user; everybody's"
                  + " when left out.")
          @Default("")
          String role) {}

  /** The numbers that fire. */
  public record Predicate(
      @Doc("Greater than.") @Nullable Double gt,
      @Doc("At least.") @Nullable Double gte,
      @Doc("Less than.") @Nullable Double lt,
      @Doc("At most.") @Nullable Double lte) {
    private Bounds checked(Findings findings) {
      var bounds = new Bounds(gt, gte, lt, lte);
      var all = bounds.all();
      if (all.isEmpty()) {
        findings.refuse(this, "gt", "missing", "at least one of gt, gte, lt, lte");
      } else if (!all.stream().allMatch(Double::isFinite)) {
        findings.refuse(this, "gt", bounds.toString(), "finite numbers");
      } else if ((gt != null && gte != null) || (lt != null && lte != null)) {
        findings.refuse(this, gt == null ? "lt" : "gt", bounds.toString(), "one bound a side");
      } else if (empty()) {
        findings.refuse(this, "gt", bounds.toString(), "bounds with a number between them");
      }
      return bounds;
    }

    private boolean empty() {
      var least = gt == null ? gte : gt;
      var most = lt == null ? lte : lt;
      if (least == null || most == null) {
        return false;
      }
      return (gte != null && lte != null) ? least > most : least >= most;
    }
  }

  static ConversationSignal of(Config config, Findings findings) {
    var source = config.feature().source();
    if (!source.role().isEmpty()) {
      if (source.type() != Kind.MESSAGE) {
        findings.refuse(source, "role", source.role(), "none: only messages have a role");
      } else if (!ROLES.contains(source.role())) {
        findings.refuse(source, "role", source.role(), "one of " + String.join(", ", ROLES));
      }
    }
    var predicate = config.predicate();
    boolean exists = config.feature().type() == Measure.EXISTS;
    if (exists && predicate != null) {
      findings.refuse(config, "predicate", "given", "none for exists, or feature.type: count");
    }
    var bounds =
        exists ? Bounds.atLeast(1) : predicate == null ? Bounds.NONE : predicate.checked(findings);
    return new ConversationSignal(config.name(), config.feature(), bounds);
  }

  @Override
  public String type() {
    return PART.leafType();
  }

  @Override
  public Set<String> names() {
    return Set.of(name);
  }

  @Override
  public Cost cost() {
    return Cost.FREE;
  }

  @Override
  public Bounds bounds(String asked) {
    return bounds;
  }

  @Override
  public Reading read(Call call, ChatRequest request) {
    int count = count(request);
    double value = feature.type() == Measure.EXISTS ? Math.min(1, count) : count;
    return Reading.measured(name, value, bounds.contains(value), 1.0);
  }

  private int count(ChatRequest request) {
    var envelope = request.envelope();
    var shape = envelope.shape();
    return switch (feature.source().type()) {
      case MESSAGE -> messages(feature.source().role(), request);
      case TOOL_DEFINITION -> envelope.toolDefinitions();
      case ASSISTANT_TOOL_CALL -> envelope.toolCalls();
      case ASSISTANT_TOOL_CYCLE -> shape.toolResults();
      case ACTIVE_TOOL_LOOP -> shape.toolLoop() ? 1 : 0;
      case IMAGE_CONTENT -> envelope.images();
    };
  }

  private static int messages(String role, ChatRequest request) {
    var shape = request.shape();
    return switch (role) {
      case "user" -> shape.of(Role.USER);
      case "assistant" -> shape.of(Role.ASSISTANT);
      case "system" -> shape.of(Role.SYSTEM);
      // The contract tells only whether there is one.
      case "developer" -> Math.min(1, shape.of(Role.DEVELOPER));
      case "tool" -> shape.of(Role.TOOL);
      default -> {
        var others = Stream.of("assistant", "system", "developer", "tool");
        int sum = others.mapToInt(other -> messages(other, request)).sum();
        yield role.isEmpty() ? sum + shape.of(Role.USER) : sum;
      }
    };
  }
}
