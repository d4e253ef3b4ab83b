package io.signalbox.simulator;

/** The simulator as a program of its own, as its image starts it. */
public final class Main {
  private Main() {}

  /** Runs a simulator until the process is told to stop. */
  public static void main(String[] arguments) {
    System.exit(SimulateCommand.commandLine().execute(arguments));
  }
}
