package io.signalbox.training;

import io.signalbox.backends.onnx.MiniLmEncoder;
import io.signalbox.backends.onnx.NgramFeatures;
import io.signalbox.backends.onnx.Scaling;
import io.signalbox.backends.onnx.SparseVector;
import io.signalbox.backends.onnx.Window;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What serving computes for every window of every example: dense features from the encoder, and
 * n-grams. The dense part is kept in a file, since the encoder takes minutes over the corpus.
 */
final class Features {
  /**
   * One window of one example.
   *
   * @param dense raw, before {@link Scaling}
   * @param share 1 over the number of windows of its example
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Sample(float[] dense, SparseVector grams, float share) {}

  private final List<List<Sample>> samples;

  Features(List<List<Sample>> samples) {
    this.samples = samples;
  }

  /** The windows of an example. */
  List<Sample> of(int example) {
    return samples.get(example);
  }

  static Features compute(Corpus corpus, Path cacheFolder, Progress progress) throws IOException {
    try (var encoder = new MiniLmEncoder()) {
      var texts = corpus.examples().stream().map(Example::text).toList();
      var tokens = texts.parallelStream().map(encoder.wordPiece()::ids).toList();
      var cache = cacheFolder.resolve("dense-" + corpus.checksum().substring(0, 16) + ".bin");
      var dense =
          Files.exists(cache) ? load(cache, tokens) : encode(encoder, tokens, cache, progress);
      var ngrams = new NgramFeatures(encoder.wordPiece());
      var samples = new ArrayList<List<Sample>>(tokens.size());
      for (int i = 0; i < tokens.size(); i++) {
        var windows = Window.over(tokens.get(i).length);
        var own = new ArrayList<Sample>(windows.size());
        for (int w = 0; w < windows.size(); w++) {
          var grams = ngrams.of(tokens.get(i), windows.get(w));
          own.add(new Sample(dense.get(i).get(w), grams, 1f / windows.size()));
        }
        samples.add(own);
      }
      return new Features(samples);
    }
  }

  private static List<List<float[]>> encode(
      MiniLmEncoder encoder, List<int[]> tokens, Path cache, Progress progress) throws IOException {
    progress.start("encode", tokens.size());
    var dense =
        IntStream.range(0, tokens.size())
            .parallel()
            .mapToObj(i -> {
              var ids = tokens.get(i);
              var windows = Window.over(ids.length);
              var own = windows.stream().map(w -> Scaling.raw(encoder.encode(ids, w))).toList();
              progress.step();
              return own;
            })
            .toList();
    Files.createDirectories(cache.toAbsolutePath().getParent());
    var partial = cache.resolveSibling(cache.getFileName() + ".partial");
    try (var out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(partial), 1 << 16))) {
      for (List<float[]> windows : dense) {
        for (float[] window : windows) {
          for (float value : window) {
            out.writeFloat(value);
          }
        }
      }
    }
    Files.move(partial, cache, StandardCopyOption.REPLACE_EXISTING);
    return dense;
  }

  private static List<List<float[]>> load(Path cache, List<int[]> tokens) throws IOException {
    var dense = new ArrayList<List<float[]>>(tokens.size());
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(cache), 1 << 16))) {
      for (int[] ids : tokens) {
        var windows = new ArrayList<float[]>();
        for (int w = Window.over(ids.length).size(); w > 0; w--) {
          var window = new float[Scaling.FEATURES];
          for (int i = 0; i < window.length; i++) {
            window[i] = in.readFloat();
          }
          windows.add(window);
        }
        dense.add(windows);
      }
    }
    return dense;
  }
}
