package io.signalbox.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What stands below {@code deploy}, as a router outside of Kubernetes takes it. */
final class DeployedValues {
  private DeployedValues() {}

  /** The router's document in a file of values, with texts replaced: one, another, and so on. */
  static Path config(String values, String... replacements) {
    var document = object(documents(values).getFirst()).get("config");
    var text = new Dump(DumpSettings.builder().build()).dumpToString(document);
    for (int i = 0; i < replacements.length; i += 2) {
      if (!text.contains(replacements[i])) {
        throw new AssertionError(values + " does not say " + replacements[i]);
      }
      text = text.replace(replacements[i], replacements[i + 1]);
    }
    return file(text);
  }

  /** A file of a document. */
  static Path file(Object document) {
    var text =
        document instanceof String written
            ? written
            : new Dump(DumpSettings.builder().build()).dumpToString(document);
    try {
      var file = Files.createTempFile("signalbox-e2e-", ".yaml");
      file.toFile().deleteOnExit();
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The documents of a file below {@code deploy}. */
  static List<Object> documents(String name) {
    try {
      var text = Files.readString(Parts.ROOT.resolve("deploy").resolve(name));
      var documents = new ArrayList<Object>();
      new Load(LoadSettings.builder().build()).loadAllFromString(text).forEach(documents::add);
      return documents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a path of keys and indexes leads to. */
  static Object at(Object document, Object... path) {
    Object found = document;
    for (var step : path) {
      found =
          step instanceof Integer index
              ? ((List<?>) found).get(index)
              : Objects.requireNonNull(((Map<?, ?>) found).get(step), String.valueOf(step));
    }
    return found;
  }

  private static Map<?, ?> object(Object document) {
    return (Map<?, ?>) document;
  }
}
