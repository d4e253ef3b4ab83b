package io.signalbox.operator;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** PLACEHOLDER. */
@Command(name = "signalbox-operator", mixinStandardHelpOptions = true)
public final class Operator implements Runnable {
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Operator()).execute(arguments));
  }

  @Override
  public void run() {}
}
