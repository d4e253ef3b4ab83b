package io.signalbox.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativePartsTest {
  private static final Machine INTEL = Machine.of("Linux", "amd64");

  @TempDir Path folder;

  @Test
  void onlyTheMachinesLibrariesAreTakenOutAndNoneStaysInTheJar() throws IOException {
    Path jar =
        jar(
            "a/Some.class",
            "ai/onnxruntime/native/linux-x64/libonnxruntime.so",
            "ai/onnxruntime/native/win-x64/onnxruntime.dll",
            "META-INF/native/libnetty_epoll_x86_64.so",
            "META-INF/native/libnetty_epoll_aarch_64.so");
    Path natives = Files.createDirectory(folder.resolve("native"));
    Path copy = folder.resolve("copy.jar");

    NativeParts.copy(jar, copy, natives, INTEL);

    try (var files = Files.list(natives)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("libonnxruntime.so", "libnetty_epoll_x86_64.so");
    }
    try (ZipFile copied = new ZipFile(copy.toFile())) {
      assertThat(copied.stream().map(ZipEntry::getName)).containsExactly("a/Some.class");
    }
  }

  @Test
  void copiesOfOneJarAreEqualWheneverTheyAreMade() throws IOException {
    Path jar = jar("a/Some.class", "META-INF/native/libnetty_epoll_x86_64.so");
    Path natives = Files.createDirectory(folder.resolve("native"));
    NativeParts.copy(jar, folder.resolve("1.jar"), natives, INTEL);
    NativeParts.copy(jar, folder.resolve("2.jar"), natives, INTEL);
    assertThat(folder.resolve("1.jar")).hasSameBinaryContentAs(folder.resolve("2.jar"));
  }

  @Test
  void jarWithoutLibrariesIsCopiedAsItIs() throws IOException {
    Path jar = jar("a/Some.class");
    NativeParts.copy(jar, folder.resolve("copy.jar"), folder, INTEL);
    assertThat(folder.resolve("copy.jar")).hasSameBinaryContentAs(jar);
  }

  @Test
  void machinesThatNoImageIsForAreTold() {
    assertThatThrownBy(() -> Machine.of("Mac OS X", "aarch64"))
        .hasMessageContaining("-Dimages.skip");
    assertThatThrownBy(() -> Machine.of("Linux", "riscv64")).hasMessageContaining("riscv64");
  }

  private Path jar(String... names) throws IOException {
    Path jar = folder.resolve("some.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String name : List.of(names)) {
        out.putNextEntry(new ZipEntry(name));
        out.write(name.getBytes(UTF_8));
        out.closeEntry();
      }
    }
    return jar;
  }
}
