package io.signalbox.server.cli;

import io.signalbox.catalog.ConfigSchema;
import io.signalbox.parts.StandardParts;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tools.jackson.databind.json.JsonMapper;

/** {@code signalbox schema}: prints the JSON Schema of the configuration document. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = "Prints the JSON Schema (draft 7) of the configuration document, for editors.")
public final class SchemaCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    System.out.println(text());
    return 0;
  }

  /** The schema as it is printed, and kept in {@code docs/config.schema.json}. */
  static String text() {
    return JsonMapper.shared()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(ConfigSchema.of(StandardParts.catalog()));
  }
}
