package io.signalbox.server;

import io.signalbox.backends.onnx.InferencePool;
import io.signalbox.backends.onnx.OnnxClassifier;
import io.signalbox.backends.remote.RemoteModels;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.ClassifierSource;
import io.signalbox.infer.ClassifierSource.ChatVerdict;
import io.signalbox.infer.ClassifierSource.HttpClassify;
import io.signalbox.infer.ClassifierSource.OnnxFile;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.EmbedderSource;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The models that users bring: files and services. A file is opened once for all that ask for it,
 * and anew when it was written since; it is closed when no configuration holds it any more.
 */
final class OwnModels implements AutoCloseable {
  private final Supplier<InferencePool> pool;
  private final Map<Written, WeakReference<OnnxClassifier>> files = new HashMap<>();
  private @Nullable RemoteModels remote;

  /** A file as it was at some time. */
  private record Written(OnnxFile file, FileTime at) {}

  /**
   * @param pool the threads that files are run on, asked when one is opened
   */
  OwnModels(Supplier<InferencePool> pool) {
    this.pool = pool;
  }

  /**
   * For checking a document: a file is opened to see that it can be, services are not asked.
   *
   * @throws RouterException when a file is of no use
   */
  static void check(ClassifierSource source) {
    if (source instanceof OnnxFile file) {
      OnnxClassifier.check(file);
    }
  }

  /**
   * A classifier of the user's own.
   *
   * @throws RouterException when its file is of no use
   */
  Classifier classifier(ClassifierSource source) {
    return switch (source) {
      case OnnxFile file -> opened(file);
      case HttpClassify service -> remote().classifier(service);
      case ChatVerdict model -> remote().classifier(model);
    };
  }

  Embedder embedder(EmbedderSource source) {
    return remote().embedder(source);
  }

  private synchronized Classifier opened(OnnxFile file) {
    var written = new Written(file, writtenAt(file));
    var known = files.get(written);
    var open = known == null ? null : known.get();
    if (open == null) {
      open = OnnxClassifier.open(file, pool.get());
      files.values().removeIf(reference -> reference.get() == null);
      files.put(written, new WeakReference<>(open));
    }
    return open;
  }

  private static FileTime writtenAt(OnnxFile file) {
    try {
      var graph = OnnxClassifier.graph(file.path());
      return Files.getLastModifiedTime(graph);
    } catch (IOException e) {
      throw new RouterException(Fault.INTERNAL, "the classifier's model: cannot be read");
    }
  }

  private synchronized RemoteModels remote() {
    if (remote == null) {
      remote = new RemoteModels();
    }
    return remote;
  }

  @Override
  public synchronized void close() {
    if (remote != null) {
      remote.close();
    }
    for (var reference : files.values()) {
      var open = reference.get();
      if (open != null) {
        open.close();
      }
    }
    files.clear();
  }
}
