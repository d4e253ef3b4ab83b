package io.signalbox.backends.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.store.ReplayQuery;
import io.signalbox.store.ReplayRecord;
import io.signalbox.store.ReplayRecords;
import io.signalbox.store.ReplayStore;
import io.signalbox.store.ReplayStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileReplayStoreTest extends ReplayStoreContract {
  @TempDir Path directory;

  @Override
  protected ReplayStore open() throws IOException {
    return FileReplayStore.open(file(), new Bounds(MOST, AGE, this::now));
  }

  private Path file() {
    return directory.resolve("records/replay.jsonl");
  }

  @Test
  void recordsOutliveTheProcess() throws IOException {
    store().put(ReplayRecords.of("a", 1));
    store().put(ReplayRecords.of("b", 2));
    store().remove("a");
    store().close();
    try (var again = open()) {
      assertThat(again.list(ReplayQuery.ALL, 0, 9).records())
          .containsExactly(ReplayRecords.of("b", 2));
    }
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void aCrashAtAnyByteCostsTheLastRecordAtMost() throws IOException {
    store().put(ReplayRecords.of("a", 1));
    long first = Files.size(file());
    store().put(ReplayRecords.of("b", 2));
    store().close();
    var bytes = Files.readAllBytes(file());
    for (int length = (int) first; length <= bytes.length; length++) {
      Files.write(file(), Arrays.copyOf(bytes, length));
      try (var again = open()) {
        assertThat(again.find("a")).isPresent();
        assertThat(again.find("b").isPresent()).isEqualTo(length == bytes.length);
        again.put(ReplayRecords.of("c", 3));
      }
      try (var again = open()) {
        assertThat(again.find("a")).isPresent();
        assertThat(again.find("c")).contains(ReplayRecords.of("c", 3));
      }
    }
  }

  @Test
  void garbageIsLeftOut() throws IOException {
    store().put(ReplayRecords.of("a", 1));
    store().close();
    Files.writeString(
        file(),
        "{\n\u0000\u0001\n[]\nnull\n{\"id\":\"x\",\"record\":1,\"time\":\"never\"}\n",
        StandardOpenOption.APPEND);
    try (var again = open()) {
      assertThat(again.list(ReplayQuery.ALL, 0, 9).records().stream().map(ReplayRecord::id))
          .containsExactly("a");
    }
  }

  @Test
  void theFileStaysSmall() throws IOException {
    for (int i = 0; i < 2_000; i++) {
      store().put(ReplayRecords.of("id-" + i % 50, i));
    }
    try (var lines = Files.lines(file())) {
      assertThat(lines.count()).isLessThan(3 * MOST + 70);
    }
    assertThat(directory.resolve("records"))
        .isDirectoryNotContaining(path -> path.toString().endsWith(".new"));
    assertThat(store().list(ReplayQuery.ALL, 0, 99).records()).hasSize(MOST);
  }
}
