package io.signalbox.gateways.config;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;

/**
 * What the command prints.
 *
 * @param status its exit status
 */
record Printed(int status, String out, String err) {
  /** Runs it. */
  static Printed of(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int status =
        new CommandLine(new GatewayConfigCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Printed(status, out.toString(), err.toString());
  }

  /** Runs it for a document. */
  static Printed ofDocument(String yaml, String gateway, String... options) {
    try {
      var file = Files.createTempFile("signalbox-gateways-", ".yaml");
      try {
        return of(arguments(Files.writeString(file, yaml), gateway, options));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String[] arguments(Path config, String gateway, String... options) {
    var all = new ArrayList<>(List.of("--for", gateway, "--config", config.toString()));
    all.addAll(Arrays.asList(options));
    return all.toArray(String[]::new);
  }

  /** The documents that were printed. */
  List<Map<?, ?>> documents() {
    var documents = new ArrayList<Map<?, ?>>();
    new Load(LoadSettings.builder().build())
        .loadAllFromString(out)
        .forEach(document -> documents.add((Map<?, ?>) document));
    return documents;
  }

  /** Every text below a key, wherever it stands. */
  List<String> valuesOf(String key) {
    var found = new ArrayList<String>();
    documents().forEach(document -> collect(document, key, found));
    return found;
  }

  private static void collect(Object node, String key, List<String> found) {
    if (node instanceof Map<?, ?> map) {
      map.forEach((name, value) -> {
        if (name.equals(key) && !(value instanceof Map) && !(value instanceof List)) {
          found.add(String.valueOf(value));
        }
        collect(value, key, found);
      });
    } else if (node instanceof List<?> list) {
      list.forEach(item -> collect(item, key, found));
    }
  }
}
