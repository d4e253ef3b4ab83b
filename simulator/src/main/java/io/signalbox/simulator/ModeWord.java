package io.signalbox.simulator;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the word after {@code --mode}. */
final class ModeWord implements ITypeConverter<AnswerMode> {
  @Override
  public AnswerMode convert(String word) {
    return switch (word) {
      case "echo" -> AnswerMode.ECHO;
      case "random" -> AnswerMode.RANDOM;
      default -> throw new TypeConversionException(word + " (expected: echo or random)");
    };
  }
}
