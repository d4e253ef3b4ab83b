package io.signalbox.operator.config;

import io.signalbox.config.ServeFlags;
import io.signalbox.config.ServeFlags.Flag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads {@code spec.args} as the router would, so that no pod has to crash over them. */
public final class ArgumentCheck {
  /** With these the router ends at once, and a Deployment would start it for ever. */
  private static final List<String> ENDING =
      List.of("--help", "-h", "--version", "-V", "--download-only");

  private static final String FIELD = "spec.args: ";

  private ArgumentCheck() {}

  /**
   * Why a router with these arguments would not serve its resource; empty when it would. Arguments
   * that name variables, {@code $(NAME)}, are known to the kubelet only and pass.
   *
   * @param arguments of {@code spec.args}
   * @param ports where the Service and the probes expect the router, by the name of its flag
   */
  public static List<String> problems(List<String> arguments, Map<String, Integer> ports) {
    if (arguments.stream().anyMatch(argument -> argument.contains("$("))) {
      return List.of();
    }
    try {
      var parsed = router().parseArgs(arguments.toArray(String[]::new));
      return problems(parsed, ports);
    } catch (UnmatchedArgumentException unknown) {
      return unknown.getUnmatched().stream().map(ArgumentCheck::unknown).toList();
    } catch (ParameterException wrong) {
      return List.of(FIELD + wrong.getMessage());
    }
  }

  private static CommandLine router() {
    var spec = CommandSpec.create();
    ServeFlags.ALL.forEach(flag -> spec.addOption(option(flag)));
    spec.mixinStandardHelpOptions(true);
    return new CommandLine(spec).setOverwrittenOptionsAllowed(true).setExpandAtFiles(false);
  }

  private static OptionSpec option(Flag flag) {
    var option = OptionSpec.builder(flag.names().toArray(String[]::new));
    return switch (flag.value()) {
      case NONE -> option.type(boolean.class).build();
      case SWITCH -> option.type(boolean.class).arity("0..1").fallbackValue("true").build();
      case NUMBER -> option.type(int.class).build();
      case TEXT -> option.type(String.class).build();
    };
  }

  private static List<String> problems(ParseResult parsed, Map<String, Integer> ports) {
    var problems = new ArrayList<String>();
    ENDING.stream()
        .filter(parsed::hasMatchedOption)
        .filter(name -> Boolean.TRUE.equals(parsed.matchedOptionValue(name, false)))
        .findFirst()
        .ifPresent(name -> problems.add(FIELD + name + " ends the router at once; take it away"));
    ServeFlags.problems(
            parsed.matchedOptionValue("--secure", false),
            parsed.hasMatchedOption("--client-ca"),
            parsed.matchedOptionValue("--management-auth-mode", ""),
            parsed.matchedOptionValue("--api-bind", ""))
        .forEach(problem -> problems.add(FIELD + problem));
    new TreeMap<>(ports)
        .forEach((name, port) -> {
          int given = parsed.matchedOptionValue("--" + name, port);
          if (given != port) {
            problems.add(
                "%s--%s: %d (expected: %d, where Service and probes ask; set the targetPort in spec.service instead)"
                    .formatted(FIELD, name, given, port));
          }
        });
    return problems;
  }

  private static String unknown(String argument) {
    return argument.startsWith("-")
        ? FIELD
            + argument
            + " is no flag of the router (expected: those of signalbox serve --help); take it away"
        : FIELD + argument + " belongs to no flag; join it to one by =, or take it away";
  }
}
