package io.signalbox.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a program expects of a system: libraries, names of users, how hosts are looked up, /tmp. */
final class SystemFiles {
  /** Where distributions keep the licences of the libraries that images take along. */
  private static final List<String> LICENCES =
      List.of(
          "/usr/share/doc/libc6/copyright",
          "/usr/share/doc/libstdc++6/copyright",
          "/usr/share/doc/libgcc-s1/copyright",
          "/usr/share/licenses/glibc/COPYING.LIB",
          "/usr/share/licenses/libstdc++/COPYING3",
          "/usr/share/licenses/libstdc++/COPYING.RUNTIME",
          "/usr/share/licenses/libgcc/COPYING3",
          "/usr/share/licenses/libgcc/COPYING.RUNTIME");

  private SystemFiles() {}

  /**
   * The layer below all others.
   *
   * @param folder where files that are made for it are put
   */
  static Layer layer(Path folder, List<Path> libraries) throws IOException {
    Files.createDirectories(folder);
    Layer layer =
        Layer.of("system")
            .with(folder, "/tmp")
            .with(folder, Layout.CONFIG)
            .with(
                file(
                    folder,
                    "passwd",
                    """
                    root:x:0:0:root:/tmp:/nologin
                    signalbox:x:65532:65532:signalbox:/tmp:/nologin
                    """),
                "/etc/passwd")
            .with(
                file(
                    folder,
                    "group",
                    """
                    root:x:0:
                    signalbox:x:65532:
                    """),
                "/etc/group")
            .with(file(folder, "nsswitch.conf", "hosts: files dns\n"), "/etc/nsswitch.conf");
    for (Path library : libraries) {
      layer = layer.with(library.toRealPath(), library.toString());
    }
    for (String licence : LICENCES) {
      Path text = Path.of(licence);
      if (Files.isReadable(text)) {
        layer = layer.with(text.toRealPath(), licence);
      }
    }
    return layer;
  }

  private static Path file(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
