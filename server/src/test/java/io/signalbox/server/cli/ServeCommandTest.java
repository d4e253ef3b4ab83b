package io.signalbox.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.ServeFlags;
import io.signalbox.config.ServeFlags.Flag;
import io.signalbox.config.ServeFlags.Value;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

final class ServeCommandTest {
  private static final List<String> OF_THE_PROGRAM = List.of("--help", "--version");

  @Test
  void flagsAreThoseThatOthersAreToldOf() {
    var parsed = new CommandLine(new ServeCommand()).getCommandSpec();
    assertThat(
            parsed.options().stream()
                .filter(option -> !OF_THE_PROGRAM.contains(option.longestName()))
                .map(ServeCommandTest::flag))
        .containsExactlyInAnyOrderElementsOf(ServeFlags.ALL);
  }

  private static Flag flag(OptionSpec option) {
    var name = option.longestName().substring(2);
    var flag = new Flag(name, value(option), option.names().length == 2);
    assertThat(Arrays.asList(option.names())).containsExactlyInAnyOrderElementsOf(flag.names());
    return flag;
  }

  private static Value value(OptionSpec option) {
    if (option.type() == boolean.class) {
      return option.arity().max() == 0 ? Value.NONE : Value.SWITCH;
    }
    return option.type() == int.class ? Value.NUMBER : Value.TEXT;
  }
}
