package io.signalbox.simulator;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a simulator listens, what it serves and how it answers.
 *
 * @param port 0 takes any free one
 * @param model the base model, which is also its root in {@code /v1/models}
 * @param servedNames ids that replace the model's own; the first one is told in answers; empty: the
 *     model's own
 * @param maxLoras how many adapters a batch may hold; told in the metrics only
 * @param interTokenLatency between two tokens of one answer, after the first
 * @param seed with the model and the prompt it decides the words of an answer
 * @param maxModelLen tokens of prompt and answer together
 */
public record SimulatorOptions(
    String host,
    int port,
    String model,
    List<String> servedNames,
    List<Adapter> loras,
    int maxLoras,
    AnswerMode mode,
    Duration timeToFirstToken,
    Duration interTokenLatency,
    long seed,
    int maxModelLen) {

  static final String HOST = "127.0.0.1";
  static final String MODEL = "base-model";
  static final int MAX_LORAS = 1;
  static final int MAX_MODEL_LEN = 1024;

  public SimulatorOptions {
    servedNames = List.copyOf(servedNames);
    loras = List.copyOf(loras);
    expect(!host.isBlank(), "host", host, "a name or address");
    expect(port >= 0 && port <= 65535, "port", port, "0 to 65535");
    expect(!model.isBlank(), "model", model, "a name");
    expect(servedNames.stream().noneMatch(String::isBlank), "served-model-name", "", "a name");
    expect(maxLoras >= 1, "max-loras", maxLoras, "1 or more");
    expect(maxModelLen >= 1, "max-model-len", maxModelLen, "1 or more");
    expect(!timeToFirstToken.isNegative(), "time-to-first-token", timeToFirstToken, "0 or more");
    expect(!interTokenLatency.isNegative(), "inter-token-latency", interTokenLatency, "0 or more");
    Set<String> ids = new HashSet<>(servedNames.isEmpty() ? List.of(model) : servedNames);
    for (Adapter lora : loras) {
      expect(ids.add(lora.name()), "lora-modules", lora.name(), "names that differ");
    }
  }

  /** One base model on a free port of the loopback, random words, no latency. */
  public static SimulatorOptions defaults() {
    return new SimulatorOptions(
        HOST,
        0,
        MODEL,
        List.of(),
        List.of(),
        MAX_LORAS,
        AnswerMode.RANDOM,
        Duration.ZERO,
        Duration.ZERO,
        0,
        MAX_MODEL_LEN);
  }

  public SimulatorOptions withPort(int newPort) {
    return new SimulatorOptions(
        host,
        newPort,
        model,
        servedNames,
        loras,
        maxLoras,
        mode,
        timeToFirstToken,
        interTokenLatency,
        seed,
        maxModelLen);
  }

  public SimulatorOptions withModel(String newModel) {
    return new SimulatorOptions(
        host,
        port,
        newModel,
        servedNames,
        loras,
        maxLoras,
        mode,
        timeToFirstToken,
        interTokenLatency,
        seed,
        maxModelLen);
  }

  public SimulatorOptions withServedNames(String... names) {
    return new SimulatorOptions(
        host,
        port,
        model,
        List.of(names),
        loras,
        maxLoras,
        mode,
        timeToFirstToken,
        interTokenLatency,
        seed,
        maxModelLen);
  }

  /** Replaces the adapters by ones that have these names and nothing else. */
  public SimulatorOptions withLoras(String... names) {
    List<Adapter> named = List.of(names).stream().map(Adapter::named).toList();
    return new SimulatorOptions(
        host,
        port,
        model,
        servedNames,
        named,
        maxLoras,
        mode,
        timeToFirstToken,
        interTokenLatency,
        seed,
        maxModelLen);
  }

  public SimulatorOptions withMode(AnswerMode newMode) {
    return new SimulatorOptions(
        host,
        port,
        model,
        servedNames,
        loras,
        maxLoras,
        newMode,
        timeToFirstToken,
        interTokenLatency,
        seed,
        maxModelLen);
  }

  public SimulatorOptions withLatency(Duration firstToken, Duration interToken) {
    return new SimulatorOptions(
        host,
        port,
        model,
        servedNames,
        loras,
        maxLoras,
        mode,
        firstToken,
        interToken,
        seed,
        maxModelLen);
  }

  public SimulatorOptions withSeed(long newSeed) {
    return new SimulatorOptions(
        host,
        port,
        model,
        servedNames,
        loras,
        maxLoras,
        mode,
        timeToFirstToken,
        interTokenLatency,
        newSeed,
        maxModelLen);
  }

  public SimulatorOptions withMaxModelLen(int tokens) {
    return new SimulatorOptions(
        host,
        port,
        model,
        servedNames,
        loras,
        maxLoras,
        mode,
        timeToFirstToken,
        interTokenLatency,
        seed,
        tokens);
  }

  /** The model ids of the base model, the one told in answers first. */
  List<String> baseNames() {
    return servedNames.isEmpty() ? List.of(model) : servedNames;
  }

  private static void expect(boolean holds, String name, Object value, String expectation) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expectation + ")");
    }
  }
}
