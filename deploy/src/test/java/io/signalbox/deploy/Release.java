package io.signalbox.deploy;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The chart under a name with values, as Helm would install it. Nothing here asks a cluster or the
 * network.
 *
 * @param values files of values, the later ones over the earlier
 */
record Release(String name, String namespace, List<Path> values) {
  static final Release PLAIN = new Release("semantic-router", "routing", List.of());

  static Release of(Path... values) {
    return new Release(PLAIN.name, PLAIN.namespace, List.of(values));
  }

  Release named(String other) {
    return new Release(other, namespace, values);
  }

  /** With more values, as YAML. */
  Release with(String yaml) {
    try {
      var file = Files.createTempFile("values", ".yaml");
      file.toFile().deleteOnExit();
      Files.writeString(file, yaml);
      return new Release(name, namespace, Stream.concat(values.stream(), Stream.of(file)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code helm template} prints. */
  String text() {
    var command = new Helm(Project.CHART).template().withName(name).withNamespace(namespace);
    values.forEach(command::withValuesFile);
    return command.call();
  }

  Rendered render() {
    return Rendered.of(text());
  }

  /** What Helm tells whoever installs it. */
  String notes() {
    var command =
        new Helm(Project.CHART)
            .install()
            .withName(name)
            .withNamespace(namespace)
            .clientOnly()
            .withDryRunOption(DryRun.CLIENT);
    values.forEach(command::withValuesFile);
    var output = command.call().getOutput();
    return output.substring(output.indexOf("NOTES:"));
  }
}
