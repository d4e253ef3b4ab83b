package io.signalbox.training;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
  @Test
  void refusesAFileWhoseChecksumDiffers(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("domain-train"));
    Files.writeString(folder.resolve("domain-train/data.jsonl"), "{}\n");
    Files.writeString(folder.resolve("SHA256SUMS"), "00ff  ./domain-train/data.jsonl\n");
    assertThatThrownBy(() -> Corpus.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("domain-train/data.jsonl: checksum ")
        .hasMessageEndingWith("(expected: 00ff)");
  }
}
