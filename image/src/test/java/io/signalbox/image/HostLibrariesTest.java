package io.signalbox.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HostLibrariesTest {
  private static final Set<Path> OWN_FOLDERS = Set.of(Path.of("/own/lib"));
  private static final Set<String> OWN_NAMES = Set.of("libonnxruntime.so");

  @Test
  void librariesAndTheLoaderAreFoundButNotThoseOfOurOwn() throws IOException {
    String printed =
        """
        \tlinux-vdso.so.1 (0x00007ffd52bfe000)
        \tlibjava.so => /own/lib/libjava.so (0x00007f0202000000)
        \tlibjli.so => /own/bin/../lib/libjli.so (0x00007f0202000000)
        \tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f163d9f0000)
        \t/lib64/ld-linux-x86-64.so.2 (0x00007f163dbfb000)
        """;
    assertThat(HostLibraries.parse(printed, OWN_FOLDERS, OWN_NAMES))
        .containsExactly(
            Path.of("/lib/x86_64-linux-gnu/libc.so.6"), Path.of("/lib64/ld-linux-x86-64.so.2"));
  }

  @Test
  void libraryOfOursMayBeAskedForByItsVersion() throws IOException {
    String printed = "\tlibonnxruntime.so.1 => not found\n";
    assertThat(HostLibraries.parse(printed, OWN_FOLDERS, OWN_NAMES)).isEmpty();
  }

  @Test
  void missingLibraryIsTold() {
    String printed = "\tlibstdc++.so.6 => not found\n";
    assertThatThrownBy(() -> HostLibraries.parse(printed, OWN_FOLDERS, OWN_NAMES))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("libstdc++.so.6 is missing");
  }
}
