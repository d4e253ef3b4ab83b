package io.signalbox.kubernetes.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The CRD files in the repository; {@code -Dsignalbox.crds.write=true} writes them anew. */
final class CrdFilesTest {
  /** The API server takes an annotation of 256 KiB, into which kubectl apply copies the object. */
  private static final int APPLY_LIMIT_BYTES = 262_144;

  /** Surefire runs in the folder of the module. */
  private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

  @TestFactory
  java.util.stream.Stream<DynamicTest> fileIsWhatTheRecordsSay() {
    return CrdFiles.generated().entrySet().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getKey().toString(),
                    () -> check(REPOSITORY.resolve(file.getKey()), file.getValue())));
  }

  private static void check(Path file, String text) throws IOException {
    if (Boolean.getBoolean("signalbox.crds.write")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertThat(file)
        .as("run CrdFilesTest with -Dsignalbox.crds.write=true after a change of the records")
        .hasContent(text);
  }

  @Test
  void fileFitsIntoTheAnnotationOfKubectlApply() {
    assertThat(CrdFiles.generated().values())
        .allSatisfy(text -> assertThat(text.length()).isLessThan(APPLY_LIMIT_BYTES));
  }
}
